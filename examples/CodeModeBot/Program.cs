using System.Text.Json.Nodes;
using AgentFlow.Agents;
using AgentFlow.Models;
using AgentFlow.Runs;
using AgentFlow.Sandbox;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

// A bot with one tool in place of three: `CodeModeBot [--model ollama/llama3.2] ["a question"]`. The model writes a program that calls the tools. With no model
// named it runs offline; the model is scripted then, and has the program for the one question below. `--declarations` shows what a model is told, `--yes` consents to all.
const string DefaultQuestion = "Pay back the travel expenses of the sales team for March, except for those who are over the budget of 300.";
const string Program = """
    const team = await tools.list_team({ team: "sales" });
    const spent = await Promise.all(team.map(async name => {
      const items = await tools.list_expenses({ name, month: 3 });
      return { name, sum: items.filter(i => i.kind === "travel").reduce((sum, i) => sum + i.amount, 0) };
    }));
    const over = spent.filter(s => s.sum > 300), fine = spent.filter(s => s.sum > 0 && s.sum <= 300);
    console.log(`${spent.length} people, ${over.length} over the budget`);
    await Promise.all(fine.map(({ name, sum }) => tools.pay_back({ name, amount: sum })));
    return { paid: fine, over };
    """;

var tools = CodeMode.CreateTools(
[
    Tool.Create((string team) => Enumerable.Range(1, 6).Select(i => $"{team}-{i}"), "list_team", "The names of a team.", ToolEffect.Pure),
    Tool.Create((string name, int month) => Expenses(name, month), "list_expenses", "What somebody spent in a month, item by item.", ToolEffect.Pure),
    Tool.Create((string name, int amount, ToolContext context) => $"paid {amount} to {name}, number {context.IdempotencyKey}", "pay_back", "Pays money back.", ToolEffect.Keyed).WithApproval(),
]);
if (args.Contains("--declarations"))
{
    Console.WriteLine(tools[0].Description);
    return;
}

var modelName = Option("--model");
if (modelName is null)
    Console.WriteLine("(offline: the model is scripted and knows one question)");
using IChatClient model = modelName is null ? Scripted() : ModelClient.Create(modelName);
var agent = new Agent(model, new AgentOptions { Instructions = "Answer with the help of your tools, briefly.", Tools = tools });
var question = args.LastOrDefault(a => !a.StartsWith("--", StringComparison.Ordinal) && a != modelName) ?? DefaultQuestion;
Console.WriteLine($"You: {question}\n");

var runId = "r1";
var isWaiting = false;
isWaiting = await ShowAsync(agent.StreamAsync(new RunRequest { Messages = [new ChatMessage(ChatRole.User, question)], RunId = runId }));
while (isWaiting)
{
    // The program was ended where it waits. When it is run again, what it had done is answered from the journal; this would work as well after a restart.
    var pending = (await agent.LoadAsync(runId)).Pending;
    isWaiting = await ShowAsync(agent.StreamResumeAsync(runId, [.. pending.Select(Decide)]));
}

// Shows a run, the calls of the program indented; true when it waits for somebody.
async Task<bool> ShowAsync(IAsyncEnumerable<RunEvent> events)
{
    var waits = false;
    await foreach (var e in events)
    {
        waits = e is RunSuspended;
        Console.Write(e switch
        {
            ToolStarted { ParentCallId: null } s when !isWaiting => $"{s.Tool}:\n{s.Arguments.GetProperty("code").GetString()!.Trim()}\n\n",
            ToolCompleted { ParentCallId: null } c => $"{c.Tool} gives {c.Result}\n\n",
            ToolCompleted c => $"    {c.Tool} gives {c.Result.Length} characters\n",
            RunCompleted c => $"Bot: {c.Text}\n",
            _ => "",
        });
    }
    return waits;
}

ToolDecision Decide(PendingCall call)
{
    Console.Write($"    {call.Tool} {call.Arguments}: allow it? [y/n] ");
    var isAllowed = args.Contains("--yes") || Console.ReadLine()?.StartsWith('y') == true;
    Console.WriteLine(isAllowed ? "yes" : "no");
    return isAllowed ? call.Approve() : call.Deny("Not now.");
}

static IEnumerable<object> Expenses(string name, int month) => Enumerable.Range(1, 40).Select(i => new
{
    date = $"2026-{month:00}-{1 + (i % 28):00}",
    kind = i % 8 == 0 ? "travel" : "meals",
    amount = 20 + ((i * 7 + (name[^1] * 13)) % 60),
    note = "The receipt is attached.",
});

static ScriptedChatClient Scripted() => new ScriptedChatClient()
    .Calls("run_code", new JsonObject { ["code"] = Program }.ToJsonString(), "c1")
    .Then((request, _) => ScriptedChatClient.Updates(new ChatResponseUpdate(ChatRole.Assistant, $"{(request.LastText.StartsWith('{') ? "Done." : "That did not go through.")} {request.LastText.Split('\n')[0]}")));

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
