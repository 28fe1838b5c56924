using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using AgentFlow.Agents;
using AgentFlow.Chains;
using AgentFlow.Output;
using AgentFlow.Prompts;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Snippets;

public static class ChainSnippets
{
    private static readonly ChatOptions Careful = new() { Temperature = 0 };

    public static async Task FirstChain()
    {
        using var model = new ScriptedChatClient().Says("Bonjour").Says("Salut").Says("Guten Tag").Says("Hallo");
        var requests = new[] { new Request("Good day", "German"), new Request("Hello", "German") };

        // begin-snippet: first-chain
        // record Request(string Text, string Language);
        var translate = PromptTemplate.For<Request>("Translate into {Language}, and answer with the translation only: {Text}")
            .Then(model)
            .Then(Parse.Text());

        var text = await translate.InvokeAsync(new Request("Good morning", "French"));

        await foreach (var piece in translate.StreamAsync(new Request("Hi", "French")).TextAsync())
            Console.Write(piece);

        var results = await translate.BatchAsync(requests, maxConcurrency: 8);
        foreach (var result in results)
            Console.WriteLine(result.IsSuccess ? result.Value : result.Error.Message);
        // end-snippet

        Expect(text == "Bonjour" && results.Count == 2 && results.All(r => r.IsSuccess));
    }

    public static async Task Operator()
    {
        using var model = new ScriptedChatClient().Says("""{"number": 7, "total": 19.9}""");

        // begin-snippet: chain-operator
        // record Letter(string Body); record Invoice(int Number, decimal Total);
        var read = PromptTemplate.For<Letter>("Find the invoice in this letter: {Body}") | model | Parse.Json(ChainJson.Default.Invoice);

        Invoice invoice = await read.InvokeAsync(new Letter("Invoice 7 over 19.90 ..."));
        // end-snippet

        Expect(invoice == new Invoice(7, 19.9m));
    }

    public static async Task Structured()
    {
        using var model = new ScriptedChatClient().Says("seven").Says("""{"number": 7, "total": 19.9}""");

        // begin-snippet: chain-structured
        var read = PromptTemplate.For<Letter>("Find the invoice in this letter: {Body}")
            .Then(model, Parse.Json(ChainJson.Default.Invoice));
        // end-snippet

        Expect(await read.InvokeAsync(new Letter("Invoice 7 over 19.90 ...")) == new Invoice(7, 19.9m));
    }

    public static async Task Partials()
    {
        using var model = new ScriptedChatClient().Says("""{"number": 7, "total": 19.9}""");
        var read = PromptTemplate.For<Letter>("Find the invoice in this letter: {Body}") | model | Parse.Json(ChainJson.Default.Invoice);
        var seen = 0;

        // begin-snippet: chain-partials
        await foreach (var update in read.StreamAsync(new Letter("Invoice 7 over 19.90 ...")))
        {
            if (update.IsFinal)
                Console.WriteLine($"Done: {update.Value}");
            else if (update.HasValue)
                Console.WriteLine($"So far: {update.Value}"); // Invoice { Number = 7, Total = 0 }
            seen += update.HasValue ? 1 : 0;
        }
        // end-snippet

        Expect(seen > 1);
    }

    public static async Task Steps()
    {
        using var model = new ScriptedChatClient().Says("paris").Says("Take an umbrella.");
        var agent = new Agent(model);

        // begin-snippet: chain-steps
        var weather = Tool.Create((string city) => $"Rain in {city}.", "get_weather");

        var chain = Chain.From((string question) => question.Trim())                  // a function
            .Then(PromptTemplate.Parse("Which city is meant? {question}"))            // a prompt
            .Then(model, Careful)                                                     // a model
            .Then(Parse.Text())                                                       // a parser
            .Then(async (city, token) => await CorrectAsync(city, token))             // an asynchronous function
            .Then(weather).AsText()                                                   // a tool with one parameter
            .Then(agent).AsText();                                                    // an agent
        // end-snippet

        Expect(await chain.InvokeAsync(" Will I get wet in Paris? ") == "Take an umbrella.");
        Expect(model.Requests[1].LastText == "Rain in Paris.");

        static async ValueTask<string> CorrectAsync(string city, CancellationToken token)
        {
            await Task.Yield();
            token.ThrowIfCancellationRequested();
            return char.ToUpperInvariant(city[0]) + city[1..];
        }
    }

    public static async Task Parallel()
    {
        using var model = new ScriptedChatClient().Says("A short text.").Says("Title").Says("A short text.").Says("Title");
        var summarise = Chain.From((string text) => $"Summarise: {text}").Then(model).AsText();
        var entitle = Chain.From((string text) => $"Find a title: {text}").Then(model).AsText();

        // begin-snippet: chain-parallel
        // record Article(string Summary, string Title);
        var article = Chain.Parallel(summarise, entitle, (summary, title) => new Article(summary, title));

        var byName = Chain.Parallel(("summary", summarise), ("title", entitle)); // a dictionary of strings
        // end-snippet

        Expect((await article.InvokeAsync("...")).Summary.Length > 0);
        Expect((await byName.InvokeAsync("...")).Count == 2);
    }

    public static async Task Combinators()
    {
        using var model = new ScriptedChatClient().Says("Bonjour").Says("Hallo").Says("Hallo");
        var ask = Chain.From((string text) => text).Then(model).AsText();
        var askAnother = ask;

        // begin-snippet: chain-combinators
        var robust = ask
            .WithTimeout(TimeSpan.FromSeconds(20))
            .WithRetry(new() { MaxAttempts = 3, Delay = TimeSpan.FromSeconds(1) })
            .WithFallback(askAnother)
            .WithCache(new() { Capacity = 500, Duration = TimeSpan.FromHours(1) })
            .WithConfig("ask", tags: ["paid"]);

        var each = robust.Map(maxConcurrency: 4);                                    // a list in, a list out
        var shorter = robust.LoopUntil(text => text.Length < 200, maxIterations: 3); // on its own result
        var sized = Chain.Branch(otherwise: robust, (text => text.Length > 10_000, shorter));
        var loud = sized.Tap(text => Console.WriteLine(text)).Then(text => text.ToUpperInvariant());
        var both = loud.Assign(Chain.From((string text) => text.Length), (text, length) => $"{text} ({length})");
        // end-snippet

        Expect(await both.InvokeAsync("Hello") == "BONJOUR (7)");
        Expect((await each.InvokeAsync(["Hello", "Hi"])).SequenceEqual(["Bonjour", "Hallo"]));
    }

    public static async Task Route()
    {
        using var model = new ScriptedChatClient().Says("""{"destination": "physics"}""").Says("Because of scattering.");
        var physics = Chain.From((string question) => $"You are a physicist. {question}").Then(model).AsText();
        var history = physics;
        var general = physics;

        // begin-snippet: chain-route
        var bot = Chain.RouteByModel(model, question => question, otherwise: general,
        [
            ChainRoute.To("physics", "Questions about nature and technology.", physics),
            ChainRoute.To("history", "Questions about the past.", history),
        ]);

        var answer = await bot.InvokeAsync("Why is the sky blue?");
        // end-snippet

        Expect(answer == "Because of scattering.");
    }

    public static async Task Observe()
    {
        using var model = new ScriptedChatClient().Says("Bonjour");
        var translate = Chain.From((string text) => $"Translate: {text}", "prompt").Then(model).AsText().WithConfig("translate");
        await using var journal = new Sqlite.SqliteJournal("bot.db");

        // begin-snippet: chain-observe
        var context = new ChainContext { Journal = journal, Listener = Show };
        var text = await translate.InvokeAsync("Good morning", context);

        static void Show(RunEvent e)
        {
            if (e is StepCompleted step)
                Console.WriteLine($"{step.Name}: {step.Duration.TotalMilliseconds} ms");
        }
        // end-snippet

        Expect(text == "Bonjour");
    }

    public static async Task Store()
    {
        using var model = new ScriptedChatClient().Says("Bonjour");
        var translate = Chain.From((string text) => $"Translate: {text}").Then(model).AsText();

        // begin-snippet: chain-store
        var shorten = Chain.From((string text) => text.Length > 1000 ? text[..1000] : text, "shorten");
        var registry = new ChainRegistry().Add("translate", translate).Add("shorten", shorten);

        string json = registry.ToJson(shorten.Then(translate.WithRetry()));
        Chain<string, string> flow = registry.FromJson<string, string>(json);

        Console.WriteLine(registry.Describe(flow).ToMermaid());
        // end-snippet

        Expect(await flow.InvokeAsync("Good morning") == "Bonjour");
    }

    public static async Task OwnStep()
    {
        // begin-snippet: chain-own-step
        var chain = Chain.From((string text) => text).Then(new SentenceChain());
        // end-snippet

        Expect(await chain.InvokeAsync("One. Two.") == 2);
    }

    private static void Expect(bool isTrue, [CallerArgumentExpression(nameof(isTrue))] string? what = null)
    {
        if (!isTrue)
            throw new InvalidOperationException($"Not so: {what}");
    }

    internal sealed record Request(string Text, string Language);

    internal sealed record Letter(string Body);

    internal sealed record Invoice(int Number, decimal Total);

    internal sealed record Article(string Summary, string Title);

    // begin-snippet: chain-own-class
    internal sealed class SentenceChain() : Chain<string, int>("count sentences")
    {
        protected override ValueTask<int> InvokeCoreAsync(string input, ChainContext context, CancellationToken cancellationToken) =>
            new(input.Count(c => c == '.'));

        // It can begin before its input is whole, and shows the count so far.
        protected override async IAsyncEnumerable<ChainUpdate<int>> TransformCoreAsync(
            IAsyncEnumerable<ChainUpdate<string>> input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var count = 0;
            await foreach (var update in input.WithCancellation(cancellationToken))
            {
                if (update.IsFinal)
                    yield return ChainUpdate.Final(await InvokeCoreAsync(update.Value, context, cancellationToken));
                else if (update.TextDelta is { } piece)
                    yield return ChainUpdate.Partial(count += piece.Count(c => c == '.'));
            }
        }
    }
    // end-snippet
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChainSnippets.Invoice))]
internal sealed partial class ChainJson : JsonSerializerContext;
