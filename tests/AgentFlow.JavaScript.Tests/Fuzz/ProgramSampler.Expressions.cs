using System.Globalization;

namespace AgentFlow.JavaScript.Tests.Fuzz;

internal sealed partial class ProgramSampler
{
    private static readonly string[] Literals =
    [
        "0", "1", "-1", "2.5", "1e21", "NaN", "-0", "Infinity", "2147483648", "0x1F", "0.1", "'a'", "''", "'12'", "' 7 '", "'\\u{1F600}b'", "`t`", "true", "false",
        "null", "undefined", "[]", "[1, , 3]", "[[1], 'b']", "{}", "{ a: 1, b: { c: 2 } }", "{ get x() { return 3; } }", "{ valueOf() { return 4; } }",
        "{ toString() { return 'q'; } }", "10n", "Symbol.iterator", "/b+/g", "() => 1", "new Map([['k', 1]])", "new Set([1, 'z'])",
    ];

    private static readonly string[] Binary =
    [
        "+", "-", "*", "/", "%", "<", ">", "<=", ">=", "==", "!=", "===", "!==", "&", "|", "^", "<<", ">>", ">>>", "&&", "||", ",", "in", "instanceof",
    ];

    private static readonly string[] Members = ["a", "b", "length", "x", "c", "constructor", "k", "name", "size"];

    private static readonly string[] Calls =
    [
        ".map(x => x)", ".filter(Boolean)", ".slice(1)", ".concat(1)", ".join('-')", ".indexOf(1)", ".includes('b')", ".reverse()", ".at(-1)", ".flat()",
        ".toString()", ".split('')", ".padStart(4, 'ab')", ".repeat(2)", ".toUpperCase()", ".replace('b', '[$&]')", ".replace(/[a-c]/g, m => m + m)", ".trim()",
        ".charCodeAt(0)", ".reduce((p, q) => p + q, '')", ".some(x => x)", ".find(x => x > 1)", ".sort()", ".toFixed(2)", ".toString(2)", ".push(1)", ".splice(0, 1)",
        ".keys()", ".get('k')", ".has(1)", ".codePointAt(1)", ".normalize()", ".match(/(?<n>.)b?/)", ".toSorted()", ".with(0, 9)", ".findLast(x => x)", ".valueOf()",
        ".hasOwnProperty('a')", ".flatMap(x => [x, x])", ".fill(0)", ".lastIndexOf('a')", ".substring(1, 0)", ".entries()", ".every(x => x)", ".copyWithin(0, 1)",
    ];

    private static readonly string[] Functions =
    [
        "String", "Number", "Boolean", "JSON.stringify", "Object.keys", "Object.entries", "Array.isArray", "Math.floor", "Math.abs", "Math.sign", "Math.max",
        "parseInt", "parseFloat", "Array.from", "Array.of", "Number.isInteger", "Math.trunc", "Math.round", "Math.fround", "Math.clz32", "Object.freeze", "isNaN",
        "encodeURIComponent", "BigInt", "Object", "new Array", "new String", "String.raw", "Math.sqrt", "Math.imul",
        "Object.fromEntries", "Object.getPrototypeOf", "new Error", "Symbol.for", "Object.values",
    ];

    private string Literal()
    {
        var literal = Literals[_random.Next(Literals.Length)];
        return literal[0] == '{' || literal[0] == '(' ? $"({literal})" : literal;
    }

    private string Expression(int depth)
    {
        if (depth <= 0)
            return Chance(2) ? Name() : Literal();
        switch (_random.Next(18))
        {
            case 0 or 1: return Name();
            case 2: return Literal();
            case 3 or 4: return $"({Expression(depth - 1)} {Binary[_random.Next(Binary.Length)]} {Expression(depth - 1)})";
            case 5: return $"{Pick("!", "typeof ", "-", "+", "~", "void ")}({Expression(depth - 1)})";
            case 6: return $"({Expression(depth - 1)} ? {Expression(depth - 1)} : {Expression(depth - 1)})";
            case 7: return $"({Expression(depth - 1)}){Pick(".", "?.")}{Members[_random.Next(Members.Length)]}";
            case 8: return $"({Expression(depth - 1)}){Pick("", "?.")}[{Expression(depth - 1)}]";
            case 9 or 10: return $"({Expression(depth - 1)}){Pick("", "?")}{Calls[_random.Next(Calls.Length)]}";
            case 11 or 12: return $"{Functions[_random.Next(Functions.Length)]}({Expression(depth - 1)}{(Chance(4) ? $", {Expression(0)}" : "")})";
            case 13: return $"[{Expression(depth - 1)}, ...{Pick($"[{Expression(0)}]", "'ab'", Expression(0))}]";
            case 14: return $"({{ {Pick("a", "b", "'x y'", "[" + Expression(0) + "]", "3")}: {Expression(depth - 1)}, ...{Expression(0)}, m({Parameters()}) {{ return this; }} }})";
            case 15: return $"`<${{{Expression(depth - 1)}}}|${{{Expression(0)}}}>`";
            case 16: return Special(depth);
            default: return Call(depth);
        }
    }

    private string Special(int depth)
    {
        if (_inGenerator && Chance(2))
            return $"(yield {Expression(depth - 1)})";
        if (_inAsync && Chance(2))
            return Pick($"(await {Expression(depth - 1)})", $"(await Promise.all([{Expression(depth - 1)}, {Expression(0)}]))",
                $"(await Promise.reject({Expression(0)}).catch(e => [e]))", $"(await Promise.race([{Expression(0)}, 2]).finally(() => log('f')))");
        var (inAsync, inGenerator) = (_inAsync, _inGenerator);
        (_inAsync, _inGenerator) = (false, false);
        var text = Pick(
            $"((a, b = a) => [b, {Expression(depth - 1)}])({Expression(0)})",
            $"(({Expression(depth - 1)}) ?? ({Expression(0)}))",
            $"(function () {{ return [arguments.length, typeof this, {Expression(0)}]; }})({Expression(0)})",
            $"((t, ...s) => t.raw.join('_') + s.length)`a${{{Expression(0)}}}\\n`",
            $"new (class {{ constructor(a) {{ this.z = a; }} }})({Expression(depth - 1)})",
            $"(() => {{ try {{ return {Expression(depth - 1)}; }} catch (e) {{ return e.name; }} finally {{ {(Chance(4) ? "return 'fin';" : "")} }} }})()",
            $"({_random.Next(-5, 300).ToString(CultureInfo.InvariantCulture)})");
        (_inAsync, _inGenerator) = (inAsync, inGenerator);
        return text;
    }

    // What is called with await is there only where await is.
    private string Call(int depth)
    {
        var callable = _functions.Where(f => _inAsync || f[0] == 'f').ToList();
        return callable.Count == 0 ? Literal() : $"({callable[_random.Next(callable.Count)]}({Expression(depth - 1)}, {Expression(0)}))";
    }
}
