using System.Text.Json;
using AgentFlow.Sandbox.Permissions;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Packs;

/// <summary>One case of a <c>tests.json</c>; or the problem that keeps it from being one.</summary>
internal sealed class ToolTest
{
    public required string Name { get; init; }

    /// <summary>What is wrong with the case itself; it fails with that.</summary>
    public string? Problem { get; init; }

    public JsonElement Arguments { get; init; }

    public JsonElement? Result { get; init; }

    public string? ResultContains { get; init; }

    public string? Error { get; init; }

    public IReadOnlyList<HostRecord> Host { get; init; } = [];

    /// <summary>Runs the case.</summary>
    /// <param name="pack">The tool.</param>
    /// <param name="options">Its engine, texts and clock for durations.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<ToolTestResult> RunAsync(Pack pack, ToolPackOptions options, CancellationToken cancellationToken)
    {
        var result = new ToolTestResult { Tool = pack.Manifest.Name, Test = Name, Failure = Problem };
        if (Problem is not null)
            return result;
        var recorded = new RecordedHost(Host);
        var host = recorded.Create(pack.Manifest, options.Grants.TimeProvider);
        var began = options.Grants.TimeProvider.GetTimestamp();
        JsonElement? value = null;
        ToolException? error = null;
        try
        {
            var call = new SandboxCall { Tool = pack.Manifest.Name };
            value = await PackRun.InvokeAsync(pack, host, Arguments, call, options.Prompts, cancellationToken).ConfigureAwait(false);
        }
        catch (ToolException thrown)
        {
            error = thrown;
        }
        result = result with { Duration = options.Grants.TimeProvider.GetElapsedTime(began) };
        return recorded.Failure is { } failure ? result with { Failure = failure, Actual = error?.InnerException?.Message } : Judge(result, value, error);
    }

    private ToolTestResult Judge(ToolTestResult result, JsonElement? value, ToolException? error)
    {
        if (error is not null && Error is null)
        {
            return result with
            {
                Failure = $"The tool failed: {error.InnerException?.Message ?? error.Message}",
                Expected = Result?.GetRawText() ?? ResultContains,
                Actual = error.Message,
            };
        }
        if (Error is not null)
        {
            if (error is not null && error.Message.Contains(Error, StringComparison.Ordinal))
                return result;
            return result with
            {
                Failure = error is null ? "The tool gave a result and no error." : "The error has not the expected text in it.",
                Expected = Error,
                Actual = error?.Message ?? Text(value!.Value),
            };
        }
        if (ResultContains is { } part)
            return Text(value!.Value).Contains(part, StringComparison.Ordinal) ? result
                : result with { Failure = "The result has not the expected text in it.", Expected = part, Actual = Text(value.Value) };
        return JsonComparison.Difference(Result!.Value, value!.Value) is { } difference
            ? result with { Failure = difference, Expected = Result.Value.GetRawText(), Actual = value.Value.GetRawText() }
            : result;
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
