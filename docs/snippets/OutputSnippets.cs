using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using AgentFlow.Agents;
using AgentFlow.Models;
using AgentFlow.Output;
using AgentFlow.Prompts;
using Microsoft.Extensions.AI;

namespace AgentFlow.Snippets;

public static class OutputSnippets
{
    public static async Task Get()
    {
        // begin-snippet: output-get
        using var model = ModelClient.Create("offline");

        var trip = await model.GetAsync<Trip>("I want to go to Paris for 3 days.");

        Console.WriteLine($"{trip.Days} days in {trip.City}");
        // end-snippet

        if (trip is not { City: "Paris", Days: 3 })
            throw new InvalidOperationException($"The trip is {trip}.");
    }

    public static async Task Stream()
    {
        using var model = ModelClient.Create("offline");
        OutputUpdate<Trip> last = default;
        // begin-snippet: output-stream
        await foreach (var update in model.StreamAsync<Trip>("I want to go to Paris for 3 days."))
        {
            Console.WriteLine(update.IsFinal ? $"It is {update.Value}." : $"So far: {update.Value}");
            last = update;
        }
        // end-snippet

        if (!last.IsFinal || last.Value is not { City: "Paris", Days: 3 })
            throw new InvalidOperationException($"The last update is {last}.");
    }

    public static async Task Run()
    {
        using var model = ModelClient.Create("offline");
        // begin-snippet: output-agent
        var agent = new Agent(model, new AgentOptions { Instructions = "You plan trips." });

        var run = await agent.RunAsync<Trip>("I want to go to Paris for 3 days.");

        Console.WriteLine($"{run.Value.City}, after {run.State.Iterations} calls of the model");
        // end-snippet

        if (run.Value is not { City: "Paris", Days: 3 })
            throw new InvalidOperationException($"The trip is {run.Value}.");
    }

    public static async Task GetUnderAot()
    {
        using var model = ModelClient.Create("offline");
        // begin-snippet: output-aot
        var parser = Parse.Json(TripJsonContext.Default.Trip); // once, for as many answers as you like

        var trip = await model.GetAsync([new ChatMessage(ChatRole.User, "I want to go to Paris for 3 days.")], parser);
        var run = await new Agent(model).RunAsync(RunRequest.FromText("I want to go to Paris for 3 days."), parser);
        // end-snippet

        if (trip.City != "Paris" || run.Value.Days != 3)
            throw new InvalidOperationException($"The trips are {trip} and {run.Value}.");
    }

    public static async Task Parsers()
    {
        // begin-snippet: output-parsers
        var trip = Parse.Json<Trip>().Parse("Sure! ```json\n{'city': 'Paris', 'days': '3',}\n```");
        var trips = Parse.Yaml<List<Trip>>().Parse("- city: Paris\n  days: 3\n- city: Oslo\n  days: 2");
        var mood = Parse.Enum<DayOfWeek>().Parse("Best on a **saturday**, I think.");
        var agrees = Parse.Boolean().Parse("Yes, because nothing speaks against it.");
        var items = Parse.List().Parse("Pack this:\n1. a map\n2. an umbrella");
        var score = Parse.Regex(@"(?<points>\d+)/(?<of>\d+)").Parse("I give it 8/10.")["points"];
        var answer = Parse.Xml("answer").Parse("<thinking>Hm.</thinking>\n<answer>42</answer>");
        var code = Parse.CodeBlock("sql").Parse("Try this:\n```sql\nSELECT 1\n```");
        var due = Parse.Date().Parse("March 31, 2024");
        // end-snippet

        await Task.CompletedTask;
        string[] values = [trip.ToString(), $"{trips.Count}", $"{mood}", $"{agrees}", items[1], score, answer, code, $"{due:O}"];
        string[] promised = [new Trip { City = "Paris", Days = 3 }.ToString(), "2", "Saturday", "True", "an umbrella", "8", "42", "SELECT 1", "2024-03-31"];
        if (!values.SequenceEqual(promised))
            throw new InvalidOperationException($"The page promises other values than these: {string.Join(" | ", values)}");
    }

    public static async Task Instructions()
    {
        // begin-snippet: output-instructions
        var parser = Parse.List(ListStyle.Numbered);
        var template = PromptTemplate.Parse("What should I pack for {city}?\n{format_instructions}");

        var prompt = template.Format(("city", "Paris"), ("format_instructions", parser.FormatInstructions));
        // end-snippet

        await Task.CompletedTask;
        if (!prompt.Contains("numbered list", StringComparison.Ordinal))
            throw new InvalidOperationException($"The prompt is '{prompt}'.");
    }

    public static async Task Partial()
    {
        // begin-snippet: output-partial
        var reader = Parse.List().CreatePartialReader()!;
        foreach (var piece in new[] { "- a m", "ap\n- an um", "brella\n- ", "tea" })
        {
            if (reader.Add(piece))
                Console.WriteLine(string.Join(", ", reader.Value!)); // a map
        }
        // end-snippet

        await Task.CompletedTask;
        if (!reader.Value!.SequenceEqual(["a map", "an umbrella"]))
            throw new InvalidOperationException($"The items are {string.Join(", ", reader.Value!)}.");
    }

    public static async Task<DateOnly> Retry(IChatClient model, string answer, IReadOnlyList<ChatMessage> conversation)
    {
        // begin-snippet: output-retry
        var parser = Parse.Date().WithRetry(model, maxRetries: 3);

        var date = await parser.ParseAsync(answer);                 // the model sees the answer and the errors
        var same = await parser.ParseAsync(answer, conversation);   // ... and the conversation that it belongs to
        // end-snippet

        return date > same ? date : same;
    }

    public static async Task Replace()
    {
        // begin-snippet: output-prompts
        var german = new OutputPrompts
        {
            ChoiceInstructions = PromptTemplate.Parse("Antworte mit genau einem dieser Wörter: {names}."),
            NoChoice = PromptTemplate.Parse("'{text}' ist keines von: {names}."),
        };
        var parser = Parse.Boolean(german);
        // end-snippet

        await Task.CompletedTask;
        if (parser.FormatInstructions != "Antworte mit genau einem dieser Wörter: yes, no.")
            throw new InvalidOperationException(parser.FormatInstructions);
    }

    public static async Task Own()
    {
        var parser = new HexColorParser();

        await Task.CompletedTask;
        if (parser.Parse(" #00ff00 ") != 0x00FF00)
            throw new InvalidOperationException("The colour should have been read.");
    }

    // begin-snippet: output-type
    [Description("A trip that the user plans.")]
    public sealed record Trip
    {
        [Description("The city to go to.")]
        public required string City { get; init; }

        [Description("How many days it takes.")]
        [Range(1, 60)]
        public required int Days { get; init; }
    }
    // end-snippet

    // begin-snippet: output-own
    public sealed class HexColorParser : OutputParser<int>
    {
        public override string FormatInstructions => "Answer with one colour as #RRGGBB, and nothing else.";

        public override int Parse(string text) =>
            text.Trim() is ['#', .. { Length: 6 } digits] && int.TryParse(digits, System.Globalization.NumberStyles.HexNumber, null, out var color)
                ? color
                : throw new OutputParserException(text, "The answer is not a colour. Write # and six hexadecimal digits, such as #00FF00.");
    }
    // end-snippet
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OutputSnippets.Trip))]
internal sealed partial class TripJsonContext : JsonSerializerContext;
