using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Testing.Conformance;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Snippets;

public static class TestingSnippets
{
    public static async Task Script()
    {
        var search = Tool.Create((string city) => $"Three hotels in {city}.", "search", effect: ToolEffect.Pure);

        // begin-snippet: testing-script
        var model = new ScriptedChatClient()
            .Calls("search", """{"city":"Paris"}""")
            .Says("Take the Ritz.");
        var agent = new Agent(model, new AgentOptions { Tools = [search] });

        var result = await agent.RunAsync("Find me a hotel in Paris.");

        model.AssertAllUsed();
        // end-snippet

        Expect(result.Text == "Take the Ritz.");
    }

    public static async Task Trajectories()
    {
        var search = Tool.Create((string city) => $"Three hotels in {city}.", "search", effect: ToolEffect.Pure);
        var book = Tool.Create((string hotel) => $"Booked {hotel}.", "book");
        var model = new ScriptedChatClient().Calls("search", """{"city":"Paris"}""").Calls("book", """{"hotel":"Ritz"}""").Says("It is booked.");
        var agent = new Agent(model, new AgentOptions { Tools = [search, book] });
        var result = await agent.RunAsync("Book me a hotel in Paris.");

        // begin-snippet: testing-trajectory
        var way = await Trajectory.OfAsync(result, agent.Journal);

        way.Called("search").With("city", "Paris").AtMost(2).Before("book");
        way.Called("book").Exactly(1).Ended(ToolOutcome.Succeeded);
        way.NeverCalled("delete").Answered("booked");
        model.AssertAllUsed();
        // end-snippet
    }

    public static async Task Parallel()
    {
        // begin-snippet: testing-when
        var clock = new ManualTimeProvider();
        var model = new ScriptedChatClient()
            .When(request => request.LastText.Contains("Rome", StringComparison.Ordinal)).Says("Rome is warm.")
            .When(request => request.LastText.Contains("Oslo", StringComparison.Ordinal)).After(TimeSpan.FromSeconds(20), clock).Says("Oslo is cold.")
            .BreaksOff("Well, I");
        // end-snippet
        var agent = new Agent(model);
        var oslo = agent.RunAsync("Oslo?");
        Expect((await agent.RunAsync("Rome?")).Text == "Rome is warm." && !oslo.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(20));
        Expect((await oslo).Text == "Oslo is cold.");
    }

    public static async Task Record()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var real = new ScriptedChatClient().Says("Paris.");
        var apiKey = "my own kind of key";

        // begin-snippet: testing-record
        // Once, with the real model:
        await new Agent(real.UseRecording(path, apiKey)).RunAsync("What is the capital of France?");

        // From then on, without it:
        var model = ReplayingChatClient.Load(path, secrets: apiKey);
        var result = await new Agent(model).RunAsync("What is the capital of France?");
        // end-snippet

        Expect(result.Text == "Paris." && model.Remaining == 0);
        File.Delete(path);
    }

    public static async Task Faults()
    {
        using var model = new ScriptedChatClient().Says("Hello.").Says("Hello.").Says("Hello.").Says("Hello.");
        RunResult? result = null;

        // begin-snippet: testing-faults
        var agent = new Agent(model.UseFaults(new FaultOptions { Seed = 7, Drop = 0.3, Truncate = 0.3 }));
        var request = new RunRequest { RunId = "r1", Messages = [new ChatMessage(ChatRole.User, "Hello")] };
        for (var attempt = 0; result is null; attempt++)
        {
            try
            {
                result = attempt == 0 ? await agent.RunAsync(request) : await agent.ResumeAsync("r1");
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                Console.WriteLine($"Attempt {attempt}: {error.Message}");
            }
        }
        // end-snippet

        Expect(result.Text == "Hello.");
    }

    public static async Task Snapshot()
    {
        var agent = new Agent(new ScriptedChatClient().Says("Hello."));

        // begin-snippet: testing-snapshot
        var events = await agent.StreamAsync("Hello").ToListAsync();

        Console.Write(EventSnapshot.Of(events));
        // EventSnapshot.Verify(events, "greeting.events.txt") compares with a file; AGENTFLOW_ACCEPT=1 writes it.
        // end-snippet

        Expect(EventSnapshot.Of(events).Contains("TextDelta: <Hello.>", StringComparison.Ordinal));
    }

    public static async Task Conform()
    {
        static IRunJournal CreateJournal() => new InMemoryJournal();

        // begin-snippet: testing-conformance
        foreach (var test in RunJournalConformance.Cases) // or SessionStore…, KeyValueStore…, ChatClientConformance
            await test.RunAsync(CreateJournal());
        // end-snippet
    }

    private static void Expect(bool holds)
    {
        if (!holds)
            throw new InvalidOperationException("The snippet does not do what the page says.");
    }
}
