using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Packs;

/// <summary>Answers what a script asks of its host from the records of a test case, in their order.</summary>
internal sealed class RecordedHost(IReadOnlyList<HostRecord> records)
{
    private string? _failure;
    private int _used;

    /// <summary>What a tool of this manifest can call. What is written to the log needs no record.</summary>
    public ScriptHost Create(ToolManifest manifest, TimeProvider time)
    {
        var host = new ScriptHost { TimeProvider = new TestClock(time) };
        if (manifest.Permissions is not { } permissions)
            return host;
        foreach (var permission in permissions.EnumerateObject().Where(static p => p.Value.ValueKind != JsonValueKind.False))
            Add(host, permission.Name, permission.Value);
        return host;
    }

    /// <summary>What went otherwise than recorded; null where nothing did.</summary>
    public string? Failure => _failure ?? (_used < records.Count
        ? $"The script made {_used} calls of its host and {records.Count} are recorded: '{records[_used].Function}' was never called."
        : null);

    /// <summary>The tools that the manifest names; where it asks for whatever is granted, those that are recorded.</summary>
    private IEnumerable<string> ToolNames(JsonElement asked) => asked.ValueKind == JsonValueKind.Array
        ? asked.EnumerateArray().Select(static n => "tools." + n.GetString()).Distinct(StringComparer.Ordinal)
        : records.Select(static r => r.Function).Where(static f => f.StartsWith("tools.", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);

    private void Add(ScriptHost host, string permission, JsonElement asked)
    {
        switch (permission)
        {
            case "net":
                host.AddFunction("net.fetch", AnswerAsync);
                break;
            case "kv":
                host.AddFunction("kv.get", AnswerAsync).AddFunction("kv.set", AnswerAsync).AddFunction("kv.delete", AnswerAsync).AddFunction("kv.list", AnswerAsync);
                break;
            case "files":
                host.AddFunction("files.read", AnswerAsync).AddFunction("files.write", AnswerAsync).AddFunction("files.list", AnswerAsync);
                break;
            case "sql":
                host.AddFunction("sql.query", AnswerAsync);
                break;
            case "clock":
                host.AddImmediateFunction("clock.now", Answer);
                break;
            case "random":
                host.AddImmediateFunction("random.next", Answer);
                break;
            case "log":
                foreach (var level in (ReadOnlySpan<string>)["debug", "info", "warn", "error"])
                    host.AddImmediateFunction("log." + level, static _ => null);
                break;
            case "tools":
                foreach (var name in ToolNames(asked))
                    host.AddFunction(name, AnswerAsync);
                break;
            default:
                break;
        }
    }

    private ValueTask<JsonNode?> AnswerAsync(HostCall call, CancellationToken cancellationToken) => ValueTask.FromResult(Answer(call));

    private JsonNode? Answer(HostCall call)
    {
        var shown = $"{call.Function}({string.Join(", ", call.Arguments.Select(static a => ResultJson.From(a).GetRawText()))})";
        if (_used >= records.Count || records[_used].Function != call.Function)
            throw Fail(_used >= records.Count ? $"The script called {shown}, which is not recorded." : $"The script called {shown} where '{records[_used].Function}' is recorded.");
        var record = records[_used++];
        if (record.Arguments is { } expected && JsonComparison.Difference(expected, ArgumentsOf(call)) is { } difference)
            throw Fail($"The script called {shown}, and {expected.GetRawText()} is recorded. {difference}");
        if (record.Error is { } error)
            throw new ScriptHostException(error);
        return record.Result is { } result ? JsonNode.Parse(result.GetRawText()) : null;
    }

    private ScriptHostException Fail(string failure)
    {
        _failure ??= failure;
        return new ScriptHostException(failure);
    }

    private static JsonElement ArgumentsOf(HostCall call) => ResultJson.From(new JsonArray([.. call.Arguments.Select(static a => a?.DeepClone())]));

    /// <summary>A date that stands still; what was used of the time limit is measured all the same.</summary>
    private sealed class TestClock(TimeProvider inner) : TimeProvider
    {
        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override long GetTimestamp() => inner.GetTimestamp();
    }
}
