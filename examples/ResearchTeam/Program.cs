using System.ComponentModel;
using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.Agents.Teams;
using AgentFlow.Models;
using AgentFlow.Runs;
using AgentFlow.Tools;
using ResearchTeam;

// A supervisor with two specialists as tools: `ResearchTeam [--model ollama/llama3.2] ["How do the Rhine and the Elbe compare?"]`. With no model named, scripted
// ones stand in for all three, so that it runs offline: they know this one question.
var question = args.Where((a, i) => !a.StartsWith("--", StringComparison.Ordinal) && (i == 0 || args[i - 1] != "--model")).FirstOrDefault() ?? "How do the Rhine and the Elbe compare in length?";
var modelName = Array.IndexOf(args, "--model") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
using var model = modelName is null ? new ScriptedTeam() : ModelClient.Create(modelName);
if (modelName is null)
    Console.WriteLine("Offline: scripted models stand in for the team and know one question. --model names a real one.\n");

var library = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
{
    ["Rhine"] = "The Rhine is about 1233 km long and flows into the North Sea.",
    ["Elbe"] = "The Elbe is about 1094 km long and flows into the North Sea.",
    ["Danube"] = "The Danube is about 2850 km long and flows into the Black Sea.",
};
var librarian = new Agent(model, new AgentOptions
{
    Name = "librarian",
    Instructions = "You look things up in the library and report what it says. You never guess.",
    Tools = [Tool.Create(([Description("The subject of the article.")] string subject) => library.GetValueOrDefault(subject) ?? "There is no article on it.", "read_article", "Reads an article.", ToolEffect.Pure)],
});
var reckoner = new Agent(model, new AgentOptions { Name = "reckoner", Instructions = "You calculate. You never do sums in your head.", Tools = [CalculatorTool.Create()] });

var supervisor = SupervisorAgent.Create(
    model,
    new TeamOptions
    {
        Members = [new TeamMember(librarian, "Finds facts about rivers in the library."), new TeamMember(reckoner, "Calculates.")],
        ShowEvents = true,
    },
    new AgentOptions { Name = "research-team", Limits = { MaxTokens = 50_000, MaxDuration = TimeSpan.FromMinutes(5) } });

Console.WriteLine($"> {question}\n");
await foreach (var e in supervisor.StreamAsync(question))
{
    // The events of the specialists' runs come within those of the supervisor's, because ShowEvents asks for them.
    var (who, what) = e is ChildEvent child ? ("    " + child.Agent, child.Event) : ("  supervisor", e);
    switch (what)
    {
        case ToolStarted started:
            Console.WriteLine($"{who} > {started.Tool} {JsonSerializer.Serialize(started.Arguments)}");
            break;
        case RunCompleted completed when e is ChildEvent:
            Console.WriteLine($"{who} < {completed.Text}");
            break;
        case RunCompleted completed:
            Console.WriteLine($"\n{completed.Text}");
            break;
    }
}
