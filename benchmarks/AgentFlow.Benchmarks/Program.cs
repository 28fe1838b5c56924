using AgentFlow.Benchmarks.CodeModeRuns;
using AgentFlow.Benchmarks.Http;
using AgentFlow.Benchmarks.InMemory;
using AgentFlow.Benchmarks.JavaScript;
using AgentFlow.Benchmarks.Memory;
using AgentFlow.Benchmarks.Mock;
using AgentFlow.Benchmarks.Plans;
using AgentFlow.Benchmarks.Prompts;
using AgentFlow.Benchmarks.Sandbox;
using AgentFlow.Benchmarks.Schemas;
using BenchmarkDotNet.Running;

return args switch
{
    ["mock-server", "--port", var port] => await MockServer.RunAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture)),
    ["http", .. var rest] => await HttpCommand.RunAsync(rest),
    ["schema", .. var rest] => SchemaCommand.Run(rest),
    ["javascript", .. var rest] => await JavaScriptCommand.RunAsync(rest),
    ["codemode"] => await CodeModeCommand.RunAsync(),
    ["allocations"] => await AllocationsCommand.RunAsync(),
    ["journals", .. var rest] => await JournalsCommand.RunAsync(rest),
    ["memory", .. var rest] => await MemoryCommand.RunAsync(rest),
    ["plans", .. var rest] => await PlansCommand.RunAsync(rest),
    ["prompts"] => await PromptsCommand.RunAsync(),
    ["sandbox"] => await SandboxCommand.RunAsync(),
    _ => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args).Any() ? 0 : 1,
};
