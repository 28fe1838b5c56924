using AgentFlow.Memory;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Memory.Facts;

public sealed class ConversationKnowledgeGraphMemoryTests
{
    [Fact]
    public async Task ViewAsync_NeighboursToADepth_AreRecalled()
    {
        const string Chain = """{"triples":[{"subject":"Anna","predicate":"works at","object":"Acme","source":0},{"subject":"Acme","predicate":"is in","object":"Oslo","source":0},{"subject":"Oslo","predicate":"is in","object":"Norway","source":0}]}""";

        var near = await RecallAsync(1, "Where is Anna?", Chain);
        var far = await RecallAsync(3, "Where is Anna?", Chain);

        Assert.Equal("What is known from earlier in this conversation:\n- Anna works at Acme", near);
        Assert.Equal("What is known from earlier in this conversation:\n- Anna works at Acme\n- Acme is in Oslo\n- Oslo is in Norway", far);
    }

    [Fact]
    public async Task ViewAsync_NameInsideAnotherWord_IsNotTheName()
    {
        var recalled = await RecallAsync(1, "I like bananas.", """{"triples":[{"subject":"Ana","predicate":"likes","object":"tea","source":0}]}""");

        Assert.Null(recalled);
    }

    [Fact]
    public async Task ViewAsync_Contradiction_ReplacesAndKeepsTheHistory()
    {
        using var extractor = new ScriptedChatClient()
            .Says("""{"triples":[{"subject":"Anna","predicate":"lives in","object":"Oslo","source":0}]}""")
            .Says("""{"triples":[{"subject":"Anna","predicate":"lives in","object":"Rome","source":2,"replaces":[1, 77]},{"subject":"anna","predicate":"Lives in","object":"rome","source":999}]}""");
        var memory = new ConversationKnowledgeGraphMemory(extractor);
        var log = Talk("Anna lives in Oslo.", "She moved: Anna lives in Rome.", "Where does Anna live?");

        await memory.ViewAsync(Turn(log, 2), TestContext.Current.CancellationToken);
        var view = await memory.ViewAsync(Turn(log, 4), TestContext.Current.CancellationToken);

        var triples = await memory.GetTriplesAsync("s", TestContext.Current.CancellationToken);
        Assert.Equal([("Anna lives in Oslo", 0L, 2), ("Anna lives in Rome", 2L, null)], triples.Select(t => (t.ToString(), t.Source, t.ReplacedBy)));
        Assert.Contains("- Anna lives in Rome", view[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Oslo", view[0].Text, StringComparison.Ordinal);
        Assert.Contains("- 1: Anna | lives in | Oslo", extractor.Requests[1].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ViewAsync_SourceThatTheModelMadeUp_IsPutWhereTheLinesAre()
    {
        var store = new InMemoryKeyValueStore();
        using var extractor = new ScriptedChatClient().Says("""{"triples":[{"subject":"A","predicate":"is","object":"B","source":4711}]}""");
        var memory = new ConversationKnowledgeGraphMemory(extractor, new() { Store = store });

        await memory.ViewAsync(Turn(Talk("A is B.", "And?"), 2), TestContext.Current.CancellationToken);

        Assert.Equal(1, Assert.Single(await new ConversationKnowledgeGraphMemory(extractor, new() { Store = store }).GetTriplesAsync("s", TestContext.Current.CancellationToken)).Source);
    }

    [Fact]
    public async Task ViewAsync_ManyFacts_KeepsToItsTokens()
    {
        var triples = string.Join(',', Enumerable.Range(0, 200).Select(i => $$"""{"subject":"Anna","predicate":"knows","object":"person number {{i}}","source":0}"""));
        using var extractor = new ScriptedChatClient().Says($$"""{"triples":[{{triples}}]}""");
        var memory = new ConversationKnowledgeGraphMemory(extractor, new() { MaxFactTokens = 100 });

        var view = await memory.ViewAsync(Turn(Talk("Anna knows people.", "Whom does Anna know?"), 2), TestContext.Current.CancellationToken);

        Assert.InRange(view[0].Text.Split('\n').Length, 8, 40);
        Assert.Contains("person number 199", view[0].Text, StringComparison.Ordinal);
    }

    private static async Task<string?> RecallAsync(int depth, string question, string answer)
    {
        using var extractor = new ScriptedChatClient().Says(answer);
        var memory = new ConversationKnowledgeGraphMemory(extractor, new() { Depth = depth, Exchanges = 0 });
        var view = await memory.ViewAsync(Turn(Talk("Some facts.", question), 2), TestContext.Current.CancellationToken);
        return view.FirstOrDefault(m => m.Role == ChatRole.System)?.Text;
    }

    private static MessageLog Talk(params string[] questions) =>
        MessageLog.Create(questions.SelectMany((q, i) => i < questions.Length - 1 ? [new ChatMessage(ChatRole.User, q), new ChatMessage(ChatRole.Assistant, "Noted.")] : new[] { new ChatMessage(ChatRole.User, q) }));

    private static MemoryTurn Turn(MessageLog log, int history) => new() { Messages = log.Take(history + 1), HistoryCount = history, SessionId = "s" };
}
