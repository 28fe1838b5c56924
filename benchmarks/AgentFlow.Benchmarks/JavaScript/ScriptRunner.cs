using System.Diagnostics;
using System.Text.Json.Nodes;
using AgentFlow.JavaScript;

namespace AgentFlow.Benchmarks.JavaScript;

/// <summary>Runs scripts through the public interface, with the limits that users have.</summary>
internal static class ScriptRunner
{
    private static readonly ScriptHost Host = new ScriptHost().AddFunction("ping", static (call, _) => ValueTask.FromResult(call[0]));

    /// <summary>The time of one run in milliseconds; throws where the script does not complete.</summary>
    public static async Task<double> TimeAsync(string source)
    {
        var clock = Stopwatch.StartNew();
        var result = await Script.RunAsync(source, Host, Limits());
        var time = clock.Elapsed.TotalMilliseconds;
        result.GetValueOrThrow();
        return time;
    }

    public static async Task<JsonNode?> RunAsync(string source) => (await Script.RunAsync(source, Host, Limits())).GetValueOrThrow();

    private static ScriptLimits Limits() => new() { Fuel = 2_000_000_000, Memory = 256 << 20 };
}
