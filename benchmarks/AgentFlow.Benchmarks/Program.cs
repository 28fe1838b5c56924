using AgentFlow.Benchmarks.Http;
using AgentFlow.Benchmarks.InMemory;
using AgentFlow.Benchmarks.JavaScript;
using AgentFlow.Benchmarks.Mock;
using BenchmarkDotNet.Running;

return args switch
{
    ["mock-server", "--port", var port] => await MockServer.RunAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture)),
    ["http", .. var rest] => await HttpCommand.RunAsync(rest),
    ["javascript", .. var rest] => await JavaScriptCommand.RunAsync(rest),
    ["allocations"] => await AllocationsCommand.RunAsync(),
    ["journals", .. var rest] => await JournalsCommand.RunAsync(rest),
    _ => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args).Any() ? 0 : 1,
};
