using System.Text.Json.Serialization;
using AgentFlow.Agents;
using AgentFlow.Chains;
using AgentFlow.Memory;
using AgentFlow.Output;
using AgentFlow.Prompts;
using AgentFlow.Runs;
using AgentFlow.Sqlite;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Snippets;

public static class ReadyMadeSnippets
{
    public static async Task Llm()
    {
        using var model = new ScriptedChatClient().Says("Bluebird").Says("Fly home.").Says("A bluebird that flies home.");

        // begin-snippet: ready-made-llm
        var named = LlmChain.Create(PromptTemplate.Parse("Name a company that makes {product}."), model);
        var slogan = LlmChain.Create(PromptTemplate.Parse("A slogan for {company}, which makes {product}."), model);

        var both = SequentialChain.Create(("company", named), ("slogan", slogan));

        var result = await both.InvokeAsync(new Dictionary<string, object?> { ["product"] = "kites" });
        Console.WriteLine($"{result["company"]}: {result["slogan"]}");
        // end-snippet

        Expect(result.Count == 3 && $"{result["company"]}: {result["slogan"]}" == "Bluebird: Fly home.");
    }

    public static async Task Conversation()
    {
        using var model = new ScriptedChatClient().Says("Hello Ada.").Says("Your name is Ada.");
        var sessions = new InMemorySessionStore();

        // begin-snippet: ready-made-conversation
        var chat = ConversationChain.Create(model, sessions, new ConversationBufferWindowMemory(k: 10), new() { Instructions = "Be brief." });

        await chat.InvokeAsync(RunRequest.FromText("My name is Ada.", "session-1"));

        await foreach (var piece in chat.StreamAsync(RunRequest.FromText("What is my name?", "session-1")).TextAsync())
            Console.Write(piece);
        // end-snippet

        Expect((await sessions.LoadAsync("session-1")).Version == 4);
    }

    public static async Task Summarise()
    {
        using var model = new ScriptedChatClient().Says("a").Says("b").Says("the whole");
        var longText = string.Concat(Enumerable.Repeat("word ", 4000));
        var seen = new List<string>();

        // begin-snippet: ready-made-summarize
        var summarize = SummarizeChain.MapReduce(model, new() { MaxTokens = 3000, MaxCalls = 40 });

        var context = new ChainContext
        {
            Listener = e => { if (e is StepProgressed p) Console.WriteLine($"{p.Name}: {p.Done} of {p.Total}"); },
        };

        await foreach (var piece in summarize.StreamAsync([Document.FromText(longText, "report.txt")], context).TextAsync())
            seen.Add(piece); // the words of the last call, as they come
        // end-snippet

        Expect(string.Concat(seen) == "the whole");
    }

    public static async Task Answer()
    {
        using var model = new ScriptedChatClient().Says("It is 330 m high [1].");

        // begin-snippet: ready-made-answer
        var answer = Chain.Passthrough<string>()
            .Assign(Chain.From<string, IReadOnlyList<Document>>(SearchAsync), (question, found) => new DocumentQuestion { Question = question, Documents = found })
            .Then(QuestionAnswerChain.Stuff(model));

        var result = await answer.InvokeAsync("How high is the tower?");
        Console.WriteLine($"{result.Text} ({string.Join(", ", result.Sources.Select(s => s.Source))})"); // It is 330 m high [1]. (tower.md)
        // end-snippet

        Expect(result.Sources.Single().Source == "tower.md");
    }

    public static async Task Extract()
    {
        using var model = new ScriptedChatClient().Says("""{"value": [{"name": "Ann", "age": 30}]}""").Says("negative");

        // begin-snippet: ready-made-extract
        // record Person(string Name, int? Age); enum Mood { Positive, Negative, Neutral }
        var people = ExtractionChain.Create(model, Parse.Json(ReadyMadeJson.Default.ListPerson));
        var mood = TaggingChain.Create(model, Parse.Enum<Mood>());

        List<Person> found = await people.InvokeAsync("Ann, who is 30, met somebody.");
        Mood how = await mood.InvokeAsync("I will never come back to this hotel.");
        // end-snippet

        Expect(found.Single() == new Person("Ann", 30) && how == Mood.Negative);
    }

    public static async Task Reason()
    {
        using var model = new ScriptedChatClient()
            .Says("<reasoning>Six sevens.</reasoning><answer>42</answer>").Says("<reasoning>Hm.</reasoning><answer>41</answer>").Says("<reasoning>7 + 35.</reasoning><answer>42</answer>");

        // begin-snippet: ready-made-reason
        var think = ChainOfThought.Create(model, options: new() { Temperature = 0.8f });

        var sure = SelfConsistencyChain.Create(think.Then(t => t.Answer), samples: 3, maxConcurrency: 3);

        var result = await sure.InvokeAsync("What is six times seven? Answer with the number alone.");
        Console.WriteLine($"{result.Answer} ({result.Votes} of {result.Samples.Count} samples)"); // 42 (2 of 3 samples)
        // end-snippet

        Expect(result is { Answer: "42", Votes: 2 });
    }

    public static async Task Calculate()
    {
        using var model = new ScriptedChatClient().Says("3 * (40 - 15%)");

        // begin-snippet: ready-made-math
        var math = MathChain.Create(model);

        var result = await math.InvokeAsync("A shirt costs 40 euros and is reduced by 15%. How much are three?");
        Console.WriteLine(result); // 3 * (40 - 15%) = 102
        // end-snippet

        Expect(result.Result == "102");
    }

    public static async Task Constitution()
    {
        using var model = new ScriptedChatClient()
            .Says("Take two of the blue pills.").Says("""{"critique": "It gives a dose.", "needsRevision": true}""").Says("Ask a pharmacist about the dose.");
        var answer = Chain.Passthrough<string>().Then(model).AsText();

        // begin-snippet: ready-made-constitution
        var careful = ConstitutionalChain.Create(answer, model,
        [
            new() { Name = "no-doses", Critique = "Does the answer name a dose of a medicine?", Revision = "Refer to a pharmacist instead." },
        ]);

        var result = await careful.InvokeAsync("How many of the blue pills should I take?");
        Console.WriteLine(result.Text);                   // Ask a pharmacist about the dose.
        Console.WriteLine(result.Revisions[0].Critique);  // It gives a dose.
        // end-snippet

        Expect(result.Text != result.Original);
    }

    public static Task Sql(IChatClient model) => SqlAsync(model, "shop.db");

    private static async Task SqlAsync(IChatClient model, string path)
    {
        // begin-snippet: ready-made-sql
        var ask = SqlQuestionChain.Create(model, path, new() { Tables = ["orders", "customers"], MaxRows = 50, Timeout = TimeSpan.FromSeconds(5) });

        var answer = await ask.InvokeAsync("Who bought most this year?");
        Console.WriteLine(answer.Text);
        Console.WriteLine(answer.Statement); // for those who want to check it
        // end-snippet
    }

    public static async Task Prompts()
    {
        using var model = new ScriptedChatClient().Says("kurz");

        // begin-snippet: ready-made-prompts
        var german = new DocumentPrompts { Summarize = PromptTemplate.Parse("Fasse kurz zusammen:\n{documents}") };

        var summarize = SummarizeChain.Stuff(model, new() { Prompts = german });
        // end-snippet

        Expect(await summarize.InvokeAsync([Document.FromText("Ein Text.")]) == "kurz");
    }

    private static Task<IReadOnlyList<Document>> SearchAsync(string question) =>
        Task.FromResult<IReadOnlyList<Document>>([Document.FromText("The tower is 330 m high.", "tower.md"), Document.FromText("The bridge is red.", "bridge.md")]);

    private static void Expect(bool condition)
    {
        if (!condition)
            throw new InvalidOperationException("The page promises something else.");
    }

    internal sealed record Person(string Name, int? Age);

    internal enum Mood
    {
        Positive,
        Negative,
        Neutral,
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<ReadyMadeSnippets.Person>))]
internal sealed partial class ReadyMadeJson : JsonSerializerContext;
