using System.Text.Json;
using System.Text.RegularExpressions;
using AgentFlow.JavaScript;
using AgentFlow.JsonSchema;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Packs;

/// <summary>Reads a <c>tool.json</c> and reports all that is wrong with it.</summary>
internal static partial class ManifestReader
{
    private static readonly string[] Effects = ["pure", "keyed", "at-most-once"];

    /// <param name="files">The pack.</param>
    /// <param name="source">Its <c>tool.json</c>.</param>
    /// <param name="host">The most that a manifest can ask for.</param>
    /// <param name="problems">Gets what is wrong.</param>
    /// <returns>The manifest; null where something is wrong.</returns>
    public static ToolManifest? Read(PackFiles files, JsonSource source, ScriptLimits host, List<ToolPackProblem> problems)
    {
        var before = problems.Count;
        if (ManifestNode.Root(source, problems) is not { } root)
            return null;
        root.AllowOnly("name", "description", "version", "parameters", "result", "effect", "needsApproval", "untrusted", "permissions", "secrets", "limits");
        var manifest = new ToolManifest
        {
            Name = Name(root),
            Description = root.Text("description", "Say what the tool does and when to use it.") ?? string.Empty,
            Version = Version(root),
            Parameters = Parameters(root),
            Result = Schema(root, "result", root.Object("result")),
            Effect = Effect(root),
            NeedsApproval = root.Flag("needsApproval"),
            IsUntrusted = root.Flag("untrusted"),
            Permissions = Permissions(root),
            Secrets = root.Texts("secrets"),
            Limits = Limits(root, host),
            Folder = files.Folder,
            Signature = files.Signature,
        };
        return problems.Count == before ? manifest : null;
    }

    private static string Name(ManifestNode root)
    {
        const string fix = "Write one such as 'unit_price': small letters, digits and _, a letter first, at most 64 characters.";
        var name = root.Text("name", fix);
        if (name is not null && !NamePattern().IsMatch(name))
            root.Report("name", $"The name '{name}' is not valid. {fix}");
        return name ?? string.Empty;
    }

    private static string Version(ManifestNode root)
    {
        const string fix = "Write three numbers, such as '1.0.0'.";
        var version = root.Text("version", fix);
        if (version is not null && !VersionPattern().IsMatch(version))
            root.Report("version", $"The version '{version}' is not valid. {fix}");
        return version ?? string.Empty;
    }

    private static JsonElement Parameters(ManifestNode root)
    {
        const string fix = "Write a JSON Schema: { \"type\": \"object\", \"properties\": { ... } }.";
        if (root.Object("parameters", fix) is not { } schema)
            return default;
        if (!schema.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || !type.ValueEquals("object"))
            root.Report("parameters", "The schema of the parameters does not say '\"type\": \"object\"'. Add it: the arguments of a call are always an object.");
        return Schema(root, "parameters", schema) ?? default;
    }

    private static JsonElement? Schema(ManifestNode root, string key, JsonElement? schema)
    {
        try
        {
            if (schema is { } given)
                CompiledSchema.Compile(given);
        }
        catch (SchemaException error)
        {
            root.ReportBelow(key, error.SchemaPointer.StartsWith('/') ? error.SchemaPointer : string.Empty, error.Message);
        }
        return schema;
    }

    private static ToolEffect Effect(ManifestNode root)
    {
        if (root.Any("effect") is not { } effect)
            return ToolEffect.AtMostOnce;
        var index = effect.ValueKind == JsonValueKind.String ? Array.IndexOf(Effects, effect.GetString()) : -1;
        if (index < 0)
            root.Report("effect", $"'effect' is {ManifestNode.Shown(effect)} and must be one of {string.Join(", ", Effects)}: what running the tool twice does.");
        return index switch { 0 => ToolEffect.Pure, 1 => ToolEffect.Keyed, _ => ToolEffect.AtMostOnce };
    }

    private static JsonElement? Permissions(ManifestNode root)
    {
        root.Node("permissions")?.AllowOnly("net", "kv", "files", "sql", "clock", "random", "log", "tools");
        return root.Any("permissions");
    }

    private static ManifestLimits Limits(ManifestNode root, ScriptLimits host)
    {
        if (root.Node("limits") is not { } limits)
            return new();
        limits.AllowOnly("fuel", "memoryKb", "timeMs", "outputChars");
        var time = host.Time == Timeout.InfiniteTimeSpan ? long.MaxValue : (long)host.Time.TotalMilliseconds;
        return new(
            limits.Integer("fuel", 1_000, host.Fuel, "ToolPackOptions.Limits.Fuel"),
            limits.Integer("memoryKb", 64, host.Memory / 1024, "ToolPackOptions.Limits.Memory"),
            limits.Integer("timeMs", 1, time, "ToolPackOptions.Limits.Time"),
            limits.Integer("outputChars", 0, host.Output, "ToolPackOptions.Limits.Output"));
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^\d{1,9}\.\d{1,9}\.\d{1,9}\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();
}
