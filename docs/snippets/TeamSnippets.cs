using AgentFlow.Agents;
using AgentFlow.Agents.Teams;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Snippets;

public static class TeamSnippets
{
    public static async Task AsTool()
    {
        using var model = new ScriptedChatClient().Calls("librarian", """{"task":"How long is the Rhine?"}""").Says("1233 km.").Says("The Rhine is 1233 km long.");
        // begin-snippet: agent-as-tool
        var librarian = new Agent(model, new AgentOptions { Name = "librarian", Instructions = "You look things up." });

        var agent = new Agent(model, new AgentOptions
        {
            Tools = [librarian.AsTool("librarian", "Finds facts in the library."), CalculatorTool.Create()],
            Limits = { MaxTokens = 50_000 }, // The librarian's tokens count as well.
        });

        var result = await agent.RunAsync("How long is the Rhine?");
        // end-snippet

        Expect(result.Text, "The Rhine is 1233 km long.");
    }

    public static async Task Supervisor()
    {
        using var model = new ScriptedChatClient().Calls("librarian", """{"task":"How long is the Rhine?"}""").Says("1233 km.").Says("The Rhine is 1233 km long.");
        var librarian = new Agent(model, new AgentOptions { Name = "librarian" });
        var reckoner = new Agent(model, new AgentOptions { Name = "reckoner" });
        // begin-snippet: supervisor
        var supervisor = SupervisorAgent.Create(model, new TeamOptions
        {
            Members = [new TeamMember(librarian, "Finds facts in the library."), new TeamMember(reckoner, "Calculates.")],
            ShowEvents = true,
        });

        await foreach (var e in supervisor.StreamAsync("How long is the Rhine?"))
        {
            if (e is ChildEvent { Event: ToolStarted or TextDelta } child)
                Console.WriteLine($"{child.Agent}: {child.Event}");
            else if (e is RunCompleted completed)
                Console.WriteLine(completed.Text);
        }
        // end-snippet

        Expect($"{model.Remaining}", "0");
    }

    public static async Task Decisions()
    {
        using var model = new ScriptedChatClient().Calls("clerk", """{"task":"Pay 20 EUR."}""").Calls("pay").Says("Paid.").Says("It is paid.");
        var pay = Tool.Create(() => "ok", "pay").WithApproval();
        var clerk = new Agent(model, new AgentOptions { Name = "clerk", Tools = [pay] });
        var supervisor = SupervisorAgent.Create(model, new TeamOptions { Members = [new TeamMember(clerk, "Pays.")] });
        // begin-snippet: supervisor-approval
        var waiting = await supervisor.RunAsync("Pay the invoice.");
        Console.WriteLine(waiting.Pending[0].CallId); // call_1/call_2: the supervisor's call of the clerk, and the clerk's of its tool

        var result = await supervisor.ResumeAsync(waiting.RunId, [waiting.Pending[0].Approve()]);
        // end-snippet

        Expect(waiting.Pending[0].CallId, "call_1/call_2");
        Expect(result.Text, "It is paid.");
    }

    public static async Task Router()
    {
        using var small = new ScriptedChatClient().Says("""{"name":"billing","reason":"It is about an invoice."}""");
        using var model = new ScriptedChatClient().Says("It was 20 EUR.");
        // begin-snippet: router
        var billing = new Agent(model, new AgentOptions { Name = "billing", Instructions = "You answer questions about invoices." });
        var general = new Agent(model, new AgentOptions { Name = "general" });

        var router = RouterAgent.Create(small, new RouterOptions
        {
            Members = [new TeamMember(billing, "Invoices, charges, refunds."), new TeamMember(general, "Everything else.")],
            Default = "general",
        });

        var result = await router.RunAsync("What was my last invoice?", sessionId: "ada");
        // end-snippet

        Expect(result.Text, "It was 20 EUR.");
    }

    public static async Task Handoff()
    {
        using var model = new ScriptedChatClient()
            .Calls("transfer_conversation", """{"to":"billing","reason":"An invoice.","summary":"Ada asks what her last invoice was."}""").Says("It was 20 EUR.").Says("You are welcome.");
        var triage = new Agent(model, new AgentOptions { Name = "triage" });
        var billing = new Agent(model, new AgentOptions { Name = "billing" });
        // begin-snippet: handoff
        var desk = HandoffAgent.Create(new HandoffOptions
        {
            Members = [new TeamMember(triage, "Finds out what it is about."), new TeamMember(billing, "Invoices, charges, refunds.")],
            Context = HandoffContext.Summary,
        });

        var first = await desk.RunAsync("What was my last invoice?", sessionId: "ada"); // triage hands over to billing, who answers
        var second = await desk.RunAsync("Thank you.", sessionId: "ada"); // goes to billing
        // end-snippet

        Expect(first.Text, "It was 20 EUR.");
        Expect(second.Text, "You are welcome.");
    }

    public static async Task HandoffChosen()
    {
        using var model = new ScriptedChatClient()
            .Calls("transfer_conversation", """{"to":"billing","reason":"An invoice.","summary":"Ada asks what her last invoice was."}""").Says("It was 20 EUR.");
        IList<TeamMember> members = [new TeamMember(new Agent(model, new AgentOptions { Name = "triage" }), "Greets."), new TeamMember(new Agent(model, new AgentOptions { Name = "billing" }), "Pays.")];
        // begin-snippet: handoff-chosen
        var context = HandoffContext.Chosen(handoff =>
        [
            new ChatMessage(ChatRole.User, $"{handoff.From} asks you to go on. {handoff.Summary}"),
            .. handoff.Conversation.Skip(handoff.Since), // what the user has said since, and what you have answered
        ]);
        var desk = HandoffAgent.Create(new HandoffOptions { Members = members, Context = context, MaxHandoffs = 3 });
        // end-snippet

        Expect((await desk.RunAsync("My last invoice?")).Text, "It was 20 EUR.");
    }

    public static async Task Debate()
    {
        Agent Named(string name, string answer) => new(new ScriptedChatClient().Says(answer).Says(answer), new AgentOptions { Name = name });
        var (optimist, pessimist, engineer) = (Named("optimist", "Yes."), Named("pessimist", "No."), Named("engineer", "yes"));
        // begin-snippet: debate
        var debate = DebateAgent.Create(new DebateOptions
        {
            Members =
            [
                new TeamMember(optimist, "Looks for what speaks for it."),
                new TeamMember(pessimist, "Looks for what speaks against it."),
                new TeamMember(engineer, "Calculates."),
            ],
            Rounds = 1, // after the first: each sees the others' answers and answers again
        });

        var result = await debate.RunAsync("Will the bridge hold? Answer yes or no.");
        // end-snippet

        Expect(result.Text, "Yes.");
    }

    public static async Task Judge()
    {
        using var first = new ScriptedChatClient().Says("Write it in C.");
        using var second = new ScriptedChatClient().Says("Write it in C#.");
        using var judgeModel = new ScriptedChatClient().Says("C#, because of the deadline.");
        IList<TeamMember> members = [new TeamMember(new Agent(first, new AgentOptions { Name = "a" }), "C."), new TeamMember(new Agent(second, new AgentOptions { Name = "b" }), "C#.")];
        // begin-snippet: debate-judge
        var judge = new Agent(judgeModel, new AgentOptions { Name = "judge", Instructions = "You weigh arguments." });
        var debate = DebateAgent.Create(new DebateOptions { Members = members, Rounds = 0, Judge = judge });
        // end-snippet

        Expect((await debate.RunAsync("Which language?")).Text, "C#, because of the deadline.");
    }

    public static async Task GroupChat()
    {
        using var model = new ScriptedChatClient().Says("A harbour at dawn.").Says("Too short; add the gulls.").Says("A harbour at dawn, and gulls.").Says("APPROVED");
        // begin-snippet: group-chat
        var writer = new Agent(model, new AgentOptions { Name = "writer", Instructions = "You write and rewrite." });
        var critic = new Agent(model, new AgentOptions { Name = "critic", Instructions = "You say what is wrong, or APPROVED." });

        var chat = GroupChatAgent.Create(new GroupChatOptions
        {
            Members = [new TeamMember(writer, "Writes."), new TeamMember(critic, "Judges.")],
            EndsWhen = chat => chat.Turns[^1].Text.Contains("APPROVED", StringComparison.Ordinal),
            Answer = chat => chat.Turns.Last(t => t.Member == "writer").Text,
            MaxTurns = 6,
        });

        var result = await chat.RunAsync("One line about a harbour.");
        // end-snippet

        Expect(result.Text, "A harbour at dawn, and gulls.");
    }

    public static async Task Speakers()
    {
        using var model = new ScriptedChatClient().Says("Done.");
        using var small = new ScriptedChatClient().Says("""{"name":"writer","reason":"Begins."}""").Says("""{"name":"none","reason":"Nothing is missing."}""");
        IList<TeamMember> members = [new TeamMember(new Agent(model, new AgentOptions { Name = "writer" }), "Writes.")];
        // begin-snippet: group-chat-policy
        var byModel = new GroupChatOptions { Members = members, Policy = SpeakerPolicy.ByModel(small) };
        var byFunction = new GroupChatOptions
        {
            Members = members,
            Policy = SpeakerPolicy.ByFunction((chat, cancellationToken) => ValueTask.FromResult(chat.Turns.Count < 3 ? "writer" : null)),
        };
        // end-snippet

        Expect((await GroupChatAgent.Create(byModel).RunAsync("Write.")).Text, "Done.");
        Expect($"{byFunction.MaxTurns}", "10");
    }

    private static void Expect(string actual, string expected)
    {
        if (actual != expected)
            throw new InvalidOperationException($"The page promises '{expected}', and it is '{actual}'.");
    }
}
