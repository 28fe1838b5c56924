using System.Text.Json.Nodes;
using AgentFlow.Agents;
using AgentFlow.Models;
using AgentFlow.Runs;
using AgentFlow.Sandbox;
using AgentFlow.Sandbox.Packs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

// A bot that answers questions of a CSV with programs over two tool packs, and draws charts: `AnalystBot [--model ollama/llama3.2] [--csv FILE] [--out FOLDER] ["a question"]`.
// With no model named it runs offline; the model is scripted then, and has programs for the three questions below.
(string Question, string Program)[] known =
[
    ("Which product brings in the most, and how much?", """
        const { groups } = await tools.csv_stats({ csv: await tools.read_table(), operation: "group", groupBy: ["product"], value: "sales" });
        return groups.sort((a, b) => b["sum of sales"] - a["sum of sales"])[0];
        """),
    ("In which month is the average order of each region the largest?", """
        const [head, ...rows] = (await tools.read_table()).trim().split("\n").map(l => l.split(","));
        const best = {};
        for (const [month, region, , orders, sales] of rows) {
          const r = (best[region] ??= {}), m = (r[month] ??= { orders: 0, sales: 0 });
          m.orders += +orders; m.sales += +sales;
        }
        const average = m => m.sales / m.orders;
        return Object.fromEntries(Object.entries(best).map(([region, months]) => {
          const [month, m] = Object.entries(months).reduce((a, b) => average(b[1]) > average(a[1]) ? b : a);
          return [region, `${month}: ${average(m).toFixed(2)}`];
        }));
        """),
    ("Draw how the sales of the regions develop.", """
        const { groups } = await tools.csv_stats({ csv: await tools.read_table(), operation: "pivot", groupBy: ["month"], pivotBy: "region", value: "sales" });
        const regions = Object.keys(groups[0]).filter(k => k !== "month");
        const svg = await tools.draw_chart({
          type: "line", title: "Sales by region, 2026", yTitle: "sales", labels: groups.map(g => g.month.slice(5)),
          series: regions.map(name => ({ name, values: groups.map(g => g[name]) })),
        });
        return await tools.save_chart({ name: "sales-by-region", svg });
        """),
];

var (modelName, csv, folder) = (Option("--model"), Option("--csv") ?? Path.Combine(AppContext.BaseDirectory, "sales.csv"), Option("--out") ?? ".");
var packs = ToolPack.Load(Path.Combine(AppContext.BaseDirectory, "tools")).ThrowIfInvalid();
var tools = CodeMode.CreateTools(
[
    .. packs.Tools,
    Tool.Create(() => File.ReadAllText(csv), "read_table", "The table that the questions are about, as CSV with a header.", ToolEffect.Pure),
    Tool.Create((string name, string svg) => Save(name, svg), "save_chart", "Writes a chart to a file; gives its path.", ToolEffect.Keyed),
]);
if (modelName is null)
    Console.WriteLine("(offline: the model is scripted and knows three questions)");
using IChatClient model = modelName is null ? Scripted() : ModelClient.Create(modelName);
var agent = new Agent(model, new AgentOptions
{
    Instructions = $"Answer questions of a table by programs. Its header is: {File.ReadLines(csv).First()}",
    Tools = tools,
});

var asked = Enumerable.Range(0, args.Length).Where(i => !args[i].StartsWith("--", StringComparison.Ordinal) && (i == 0 || !args[i - 1].StartsWith("--", StringComparison.Ordinal))).Select(i => args[i]).ToList();
foreach (var question in asked.Count > 0 ? asked : [.. known.Select(k => k.Question)])
{
    Console.WriteLine($"\nYou: {question}");
    await foreach (var e in agent.StreamAsync(question))
    {
        if (e is ToolCompleted { ParentCallId: not null } call)
            Console.WriteLine($"    {call.Tool}: {call.Result.Length} characters, {call.Duration.TotalMilliseconds:0} ms");
        else if (e is RunCompleted done)
            Console.WriteLine($"Bot: {done.Text}");
    }
}

string Save(string name, string svg)
{
    var file = Path.Combine(folder, Path.GetFileName(name) + ".svg");
    File.WriteAllText(file, svg);
    return file;
}

IChatClient Scripted()
{
    var script = new ScriptedChatClient();
    for (var i = 0; i < 2 * Math.Max(args.Length, known.Length); i++)
        script.Then((request, _) => ScriptedChatClient.Updates(new ChatResponseUpdate(ChatRole.Assistant, Answer(request))));
    return script;
}

AIContent[] Answer(ScriptedRequest request) =>
    request.Messages[^1].Role == ChatRole.Tool ? [new TextContent(request.LastText)]
    : known.FirstOrDefault(k => k.Question == request.LastText).Program is { } program ? [ScriptedChatClient.Call("run_code", new JsonObject { ["code"] = program }.ToJsonString(), "c1")]
    : [new TextContent("I am scripted and know only my three questions.")];

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
