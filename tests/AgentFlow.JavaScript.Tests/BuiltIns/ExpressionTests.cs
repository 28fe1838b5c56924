using System.Text.Json;

namespace AgentFlow.JavaScript.Tests.BuiltIns;

/// <summary>Tables of expressions, one file per object under Expressions, whose values are compared with those of node and with the recorded ones.</summary>
public sealed class ExpressionTests
{
    // The table "Ours" holds what is newer than the node that most machines have, or differs on purpose.
    public static TheoryData<string> SharedTables => [.. Tables.Select(row => row.Data).Where(table => table != "Ours")];

    public static TheoryData<string> Tables => [.. Directory.GetFiles(Folder, "*.js").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "BuiltIns", "Expressions");

    [Theory]
    [MemberData(nameof(Tables))]
    public void Table_EachExpression_HasItsValue(string table)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, table + ".js")).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)).ToList();

        var wrong = lines.Select(line => line.Split(" // => ")).Select(parts => (Code: parts[0], Wanted: parts[1].Replace(" // ours", "", StringComparison.Ordinal), Got: Shown(parts[0])))
            .Where(line => line.Wanted != line.Got).Select(line => $"{line.Code}\n  wanted {line.Wanted}\n  got    {line.Got}").ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(SharedTables))]
    public void Table_EachExpression_AgreesWithNode(string table)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, table + ".js")).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal) && !line.EndsWith(" // ours", StringComparison.Ordinal))
            .Select(line => line.Split(" // => ")).ToList();
        var node = Node.Run($"const show = {Show};\nconst AsyncFunction = (async () => {{}}).constructor;\n(async () => {{ for (const c of {JsonSerializer.Serialize(lines.Select(l => l[0]))}) {{ let t; try {{ t = show(await new AsyncFunction('\"use strict\"; return (' + c + ')')()); }} catch (e) {{ t = 'throws ' + e.name; }} console.log(JSON.stringify(t)); }} }})();");
        Assert.SkipWhen(string.IsNullOrEmpty(node), "node is not installed.");

        var answers = node.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<string>(line)).ToList();

        var wrong = lines.Zip(answers).Where(pair => pair.First[1] != pair.Second).Select(pair => $"{pair.First[0]}\n  recorded {pair.First[1]}\n  node     {pair.Second}").ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>How both engines show a value: with types told apart, cycles aside.</summary>
    private const string Show = """
        function show(v, depth = 0) {
          if (v === null || v === undefined || typeof v === 'boolean') return String(v);
          if (typeof v === 'number') return Object.is(v, -0) ? '-0' : String(v);
          if (typeof v === 'bigint') return v + 'n';
          if (typeof v === 'string') return JSON.stringify(v);
          if (typeof v === 'symbol') return v.toString();
          if (typeof v === 'function') return '[function ' + v.name + ']';
          if (depth > 5) return '…';
          if (v instanceof Error) return v.name + (v.errors ? show(v.errors, depth + 1) : '');
          if (v instanceof Date) return isNaN(v) ? 'Invalid Date' : v.toISOString();
          if (v instanceof Map) return 'Map' + show([...v], depth + 1);
          if (v instanceof Set) return 'Set' + show([...v], depth + 1);
          if (Array.isArray(v)) { const r = []; for (let i = 0; i < v.length; i++) r.push(i in v ? show(v[i], depth + 1) : 'hole'); return '[' + r.join(', ') + ']'; }
          return '{' + Reflect.ownKeys(v).map(k => String(k) + ': ' + show(v[k], depth + 1)).join(', ') + '}';
        }
        """;

    private static string Shown(string expression)
    {
        var result = ScriptProbe.Run($"const show = {Show};\ntry {{ return show(await (async () => ({expression}\n))()); }} catch (e) {{ return 'throws ' + e.name; }}");
        return result.Length > 1 && result[0] is '\'' or '"' or '`' ? System.Text.RegularExpressions.Regex.Replace(result[1..^1], @"\\(.)", m => m.Groups[1].Value == "n" ? "\n" : m.Groups[1].Value) : result;
    }
}
