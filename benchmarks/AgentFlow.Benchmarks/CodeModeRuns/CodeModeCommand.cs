using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using AgentFlow.Agents;
using AgentFlow.Benchmarks.Measuring;
using AgentFlow.Memory;
using AgentFlow.Sandbox;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Benchmarks.CodeModeRuns;

/// <summary>
/// <c>codemode</c>: the same twelve tasks over thirty tools, by calls of the model's own and by code mode. The models are scripted and make no mistake, so what is compared
/// is what the two ways cost, not how well a model uses them.
/// </summary>
internal static class CodeModeCommand
{
    private const int Repetitions = 20;

    public static async Task<int> RunAsync()
    {
        var company = new Company();
        var tools = CompanyTools.Create(company);
        var tasks = new CompanyTasks(company).All();
        if (tools.Count != 30 || tasks.Count != 12)
            throw new InvalidOperationException($"There are {tools.Count} tools and {tasks.Count} tasks; there should be 30 and 12.");
        IList<AIFunction> direct = [.. tools];
        IList<AIFunction> declared = [CodeMode.Create(tools)];
        IList<AIFunction> searched = [CodeMode.Create(tools, new CodeModeOptions { MaxDeclaredTools = 0 })];

        var rows = new List<IReadOnlyList<string>>();
        var (classic, code, found) = (new Cost(), new Cost(), new Cost());
        foreach (var task in tasks)
        {
            var a = await MeasureAsync(direct, task, task.Rounds, isCode: false);
            var b = await MeasureAsync(declared, task, [[Script(task.Script)]], isCode: true);
            // The declarations of what it needs are read first, in a script of their own.
            var names = string.Join(", ", tools.Select(t => t.Name).Where(n => task.Script.Contains($"tools.{n}(", StringComparison.Ordinal)).Select(n => $"tools.describe('{n}')"));
            var c = await MeasureAsync(searched, task, [[Script($"return [{names}];")], [Script(task.Script)]], isCode: true);
            (classic, code, found) = (classic + a, code + b, found + c);
            rows.Add([task.Question, Number(a.Sent), Number(b.Sent), Number(c.Sent), Number(a.Calls), Number(b.Calls), Number(c.Calls)]);
        }
        MarkdownTable.Write(Console.Out, "Tokens sent and model calls: by direct calls, by code mode with all tools declared, by code mode with declarations read when needed",
            ["task", "sent, direct", "sent, declared", "sent, read", "calls, direct", "calls, declared", "calls, read"], rows);
        MarkdownTable.Write(Console.Out, "All twelve", ["how", "tokens sent", "tokens written", "model calls", "own time, ms"],
            [["direct calls", .. classic.Cells()], ["code mode, all 30 declared", .. code.Cells()], ["code mode, declarations read when needed", .. found.Cells()]]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nTokens sent: {(double)classic.Sent / code.Sent:0.0} times fewer with code mode; model calls: {(double)classic.Calls / code.Calls:0.0} times fewer."));
        return 0;
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static (string, string) Script(string code) => ("run_code", new JsonObject { ["code"] = code }.ToJsonString());

    private static async Task<Cost> MeasureAsync(IList<AIFunction> tools, CompanyTask task, IReadOnlyList<IReadOnlyList<(string, string)>> rounds, bool isCode)
    {
        var best = double.MaxValue;
        var model = new PlannedModel(new PromptTokenCounter(), rounds, $"The answer: {task.Answer}");
        for (var i = 0; i < Repetitions; i++)
        {
            model = new PlannedModel(new PromptTokenCounter(), rounds, $"The answer: {task.Answer}");
            var agent = new Agent(model, new AgentOptions
            {
                Tools = tools,
                // Classic results must not be cut: a model that sees half a list gives a wrong answer.
                ToolOptions = new ToolOptions { MaxResultLength = 10_000_000 },
            });
            var clock = Stopwatch.StartNew();
            var result = await agent.RunAsync(task.Question);
            best = Math.Min(best, clock.Elapsed.TotalMilliseconds);
            if (result.Text != $"The answer: {task.Answer}" || (isCode && model.LastResult != task.Answer))
                throw new InvalidOperationException($"'{task.Question}' was answered with '{model.LastResult}' and not with '{task.Answer}'.");
        }
        return new Cost(model.Sent, model.Written, model.Calls, best);
    }

    private readonly record struct Cost(long Sent, long Written, int Calls, double Milliseconds)
    {
        public static Cost operator +(Cost a, Cost b) => new(a.Sent + b.Sent, a.Written + b.Written, a.Calls + b.Calls, a.Milliseconds + b.Milliseconds);

        public string[] Cells() => [Number(Sent), Number(Written), Number(Calls), MarkdownTable.Figure(Milliseconds)];
    }
}
