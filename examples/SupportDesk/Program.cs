using System.ComponentModel;
using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.Agents.Teams;
using AgentFlow.Models;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using SupportDesk;

// Customer service in which the conversation is handed from one agent to another, and a refund needs your consent: `SupportDesk [--model ollama/llama3.2]`.
// With no model named, scripted ones stand in, and a customer whose lines are written down, so that it runs offline. Nothing is really refunded.
var modelName = Array.IndexOf(args, "--model") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
using var model = modelName is null ? new ScriptedDesk() : ModelClient.Create(modelName);
var customer = new Queue<string>(modelName is null ? ["Hello!", "I was charged twice for order 17. I want my money back.", "Thank you. And now my router does not start."] : []);
if (modelName is null)
    Console.WriteLine("Offline: scripted models stand in for the desk, and the customer is scripted as well. --model names a real one; then you are the customer.\n");

var refund = Tool.Create(
    ([Description("The order.")] int order, [Description("EUR.")] decimal amount) => $"Refunded {amount} EUR for order {order}.", "refund", "Pays money back.").WithApproval();
var orders = Tool.Create(([Description("The order.")] int order) => $"Order {order}: 1 router, 20 EUR, charged 2 times.", "find_order", "Finds an order.", ToolEffect.Pure);
var manual = Tool.Create(([Description("The device.")] string device) => $"{device}: press the red button for 5 seconds.", "read_manual", "Reads a manual.", ToolEffect.Pure);

var desk = HandoffAgent.Create(
    new HandoffOptions
    {
        Members =
        [
            new TeamMember(Create("triage", "You greet customers and find out what they want. You solve nothing yourself."), "Greets, and finds out what it is about."),
            new TeamMember(Create("billing", "You help with charges and refunds.", orders, refund), "Invoices, charges, refunds."),
            new TeamMember(Create("technician", "You help with devices that do not work.", manual), "Devices that do not work."),
        ],
        Context = HandoffContext.Summary,
    },
    new AgentOptions { Name = "support-desk" });

while (NextLine() is { Length: > 0 } line)
{
    var result = await desk.RunAsync(line, sessionId: "customer-1");
    while (result.Status == RunStatus.Suspended)
    {
        // What waits is a call of billing's run; its decision is given to the desk's.
        Console.Write($"  [supervisor] Allow {result.Pending[0].CallId}: {result.Pending[0].Tool} {JsonSerializer.Serialize(result.Pending[0].Arguments)}? [y/n] ");
        var isAllowed = !Console.IsInputRedirected ? Console.ReadLine() is "y" : modelName is null;
        if (Console.IsInputRedirected)
            Console.WriteLine(isAllowed ? "y (no keyboard, and nothing is really paid)" : "n");
        result = await desk.ResumeAsync(result.RunId, [isAllowed ? result.Pending[0].Approve() : result.Pending[0].Deny("Not without a receipt.")]);
    }
    foreach (var call in result.State.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>())
        Console.WriteLine($"  ({call.Name} has the conversation)");
    Console.WriteLine($"desk> {result.Text}\n");
}

Agent Create(string name, string instructions, params AIFunction[] tools) => new(model, new AgentOptions { Name = name, Instructions = instructions, Tools = tools });

string? NextLine()
{
    Console.Write("customer> ");
    if (modelName is not null)
        return Console.ReadLine();
    var line = customer.TryDequeue(out var next) ? next : null;
    Console.WriteLine(line ?? "(goes)");
    return line;
}
