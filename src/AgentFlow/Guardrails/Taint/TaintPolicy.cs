using System.Globalization;
using System.Text.Json;
using AgentFlow.Agents.Middleware;
using AgentFlow.Runs;

namespace AgentFlow.Guardrails.Taint;

/// <summary>Says of a call whether it draws on untrusted text, and on which.</summary>
internal sealed class TaintPolicy
{
    private readonly TaintMode _mode;
    private readonly RailAction _action;
    private readonly Func<BeforeToolArguments, bool> _appliesTo;
    private readonly TaintFinder _finder;

    public TaintPolicy(TaintOptions options)
    {
        List<string> problems = [];
        if (options.Action is not (RailAction.Ask or RailAction.Block))
            problems.Add($"Action is '{options.Action}'; it must be Ask or Block.");
        if (options.MinWords < 2)
            problems.Add($"MinWords is '{options.MinWords}'; it must be at least 2.");
        if (options.MinCharacters < 8)
            problems.Add($"MinCharacters is '{options.MinCharacters}'; it must be at least 8.");
        if (options.MinWhole < 1)
            problems.Add($"MinWhole is '{options.MinWhole}'; it must be at least 1.");
        if (problems.Count > 0)
            throw new ArgumentException($"The options of the taint policy are not valid. {string.Join(' ', problems)}", nameof(options));
        _mode = options.Mode;
        _action = options.Action;
        _appliesTo = options.AppliesTo;
        _finder = new TaintFinder(options.MinWords, options.MinCharacters, options.MinWhole);
    }

    public Verdict Judge(BeforeToolArguments call)
    {
        if (!_appliesTo(call))
            return Verdict.Pass;
        var (untrusted, trusted) = UntrustedSource.Of(call.State, IsDerived);
        if (untrusted.Count == 0)
            return Verdict.Pass;
        if (_mode == TaintMode.AnyInContext)
            return ToolRails.AskOrBlock(_action, $"Untrusted text is in the conversation: {string.Join(", ", untrusted.Select(Name).Distinct())}.");
        var findings = new List<string>();
        foreach (var (path, text) in TextsOf(string.Empty, call.Arguments, NamesIn(call.Tool.JsonSchema)))
        {
            if (_finder.Find(text, untrusted, trusted) is var (source, excerpt))
                findings.Add($"Argument '{path}' comes from the untrusted result of {Name(source)}: \"{excerpt}\".");
        }
        return findings.Count == 0 ? Verdict.Pass : ToolRails.AskOrBlock(_action, string.Join(' ', findings));
    }

    private bool IsDerived(JsonElement arguments, IReadOnlyList<UntrustedSource> untrusted, IReadOnlyList<string> trusted) =>
        _mode == TaintMode.Derived && TextsOf(string.Empty, arguments, null).Any(a => _finder.Find(a.Text, untrusted, trusted) is not null);

    private static string Name(UntrustedSource source) => $"'{source.Tool}' (call {source.CallId})";

    /// <summary>The texts and numbers of the arguments, and the names in them that are none of the tool's schema: those the model chose. Null: no names.</summary>
    private static IEnumerable<(string Path, string Text)> TextsOf(string path, JsonElement json, HashSet<string>? names) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m => TextsOf(Join(path, m.Name), m.Value, names).Concat(names?.Contains(m.Name) != false ? [] : [(Join(path, m.Name), m.Name)])),
        JsonValueKind.Array => json.EnumerateArray().SelectMany((item, i) => TextsOf($"{path}[{i}]", item, names)),
        JsonValueKind.String => [(path, json.GetString()!)],
        // 9e2 is 900 to the tool.
        JsonValueKind.Number => [(path, json.TryGetDecimal(out var number) ? number.ToString("0.############################", CultureInfo.InvariantCulture) : json.GetRawText())],
        _ => [],
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static HashSet<string> NamesIn(JsonElement schema)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        AddNames(schema, names);
        return names;
    }

    private static void AddNames(JsonElement schema, HashSet<string> names)
    {
        if (schema.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in schema.EnumerateArray())
                AddNames(item, names);
        }
        if (schema.ValueKind != JsonValueKind.Object)
            return;
        foreach (var member in schema.EnumerateObject())
        {
            if (member.Name == "properties" && member.Value.ValueKind == JsonValueKind.Object)
                names.UnionWith(member.Value.EnumerateObject().Select(p => p.Name));
            AddNames(member.Value, names);
        }
    }
}
