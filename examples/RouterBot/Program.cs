using AgentFlow.Agents;
using AgentFlow.Chains;
using AgentFlow.Models;
using AgentFlow.Runs;
using AgentFlow.Tools;

// A bot that sends each question to the one who knows: `RouterBot [--model ollama/llama3.2] ["a question"]`. With no model named it runs
// offline. `--diagram` prints the chain as a Mermaid flowchart, `--steps` shows what each step took.
var modelName = Option("--model") ?? "offline";
var (isDiagram, isSteps) = (args.Contains("--diagram"), args.Contains("--steps"));
using var model = ModelClient.Create(modelName);

var calculations = Expert("calculator", "You calculate.", CalculatorTool.Create());
var units = Expert("converter", "You convert units.", UnitConversionTool.Create());
var dates = Expert("calendar", "You answer questions about dates.", [.. DateTimeTools.Create()]);
var chat = Chain.Passthrough<string>().Then(model).AsText().WithConfig("chat");

ChainRoute<string, string>[] routes =
[
    ChainRoute.To("calculator", "arithmetic: sums, products, percentages", calculations, "what is 12 * 12", "what is 18% of 2450", "84 divided by 2"),
    ChainRoute.To("converter", "conversion of units", units, "how many km is 26.2 miles", "convert 5 kg to pounds", "100 fahrenheit in celsius"),
    ChainRoute.To("calendar", "dates and days", dates, "which day of the week is it", "how many days until christmas", "what date is it today"),
];
// A language model chooses by the descriptions; the offline model understands none, so the words in common decide.
using var embeddings = new WordEmbeddings();
var bot = (modelName == "offline"
    ? Chain.RouteBySimilarity(embeddings, question => question, otherwise: chat, routes, minSimilarity: 0.3f)
    : Chain.RouteByModel(model, question => question, otherwise: chat, routes)).WithConfig("router");

if (isDiagram)
{
    Console.WriteLine(bot.ToMermaid());
    return;
}

var context = new ChainContext { Listener = isSteps ? Show : null };
if (Question() is { } one)
{
    await AnswerAsync(one);
    return;
}
Console.WriteLine($"Ask something ({modelName}); an empty line ends.");
while (Console.ReadLine() is { Length: > 0 } line)
    await AnswerAsync(line);

async Task AnswerAsync(string question)
{
    try
    {
        await foreach (var text in bot.StreamAsync(question, context).TextAsync())
            Console.Write(text);
        Console.WriteLine();
    }
    catch (ChainException error)
    {
        Console.Error.WriteLine(error.Message);
    }
}

Chain<string, string> Expert(string name, string instructions, params Microsoft.Extensions.AI.AIFunction[] tools) =>
    new Agent(model, new AgentOptions { Name = name, Instructions = instructions, Tools = tools }).AsChain().AsText();

static void Show(RunEvent e)
{
    if (e is StepStarted started)
        Console.WriteLine($"  > {started.Name}");
    else if (e is StepCompleted completed)
        Console.WriteLine($"  < {completed.Name}, {completed.Duration.TotalMilliseconds:0.#} ms");
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

string? Question() => args.Where((a, i) => !a.StartsWith("--", StringComparison.Ordinal) && (i == 0 || args[i - 1] != "--model")).FirstOrDefault();
