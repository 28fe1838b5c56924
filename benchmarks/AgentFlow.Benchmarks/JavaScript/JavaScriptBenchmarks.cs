using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace AgentFlow.Benchmarks.JavaScript;

/// <summary>The cases of <see cref="ScriptCases"/>, whole scripts with what prepares them. The command <c>javascript</c> measures the bodies alone.</summary>
[Config(typeof(Config))]
public class JavaScriptBenchmarks
{
    /// <summary>Which case of the table, from 0.</summary>
    [ParamsSource(nameof(Cases))]
    public string Case { get; set; } = "";

    public static IEnumerable<string> Cases => ScriptCases.All.Select(static c => c.Name);

    [Benchmark]
    public async Task<string?> RunAsync() =>
        (await ScriptRunner.RunAsync(ScriptCases.All.First(c => c.Name == Case).Source(withBody: true)))?.ToJsonString();

    /// <summary>In this process, with the runtime's defaults.</summary>
    private sealed class Config : ManualConfig
    {
        public Config()
        {
            AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
            AddDiagnoser(MemoryDiagnoser.Default);
        }
    }
}
