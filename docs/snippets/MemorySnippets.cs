using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Models;
using AgentFlow.Prompts;
using AgentFlow.Runs;
using AgentFlow.Sqlite;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Snippets;

public static class MemorySnippets
{
    public static async Task OnAnAgent(IChatClient model, IChatClient smallModel, SqliteJournal journal)
    {
        // begin-snippet: memory-agent
        var agent = new Agent(model, new AgentOptions
        {
            Journal = journal,
            Memory = new ConversationSummaryBufferMemory(smallModel, new() { MaxTokens = 4000, Store = journal.KeyValues }),
        });

        await agent.RunAsync("Where were we?", sessionId: "anna");
        // end-snippet
    }

    public static async Task OnABareClient()
    {
        using var model = ModelClient.Create("offline");
        List<ChatMessage> messages =
        [
            new(ChatRole.User, "My name is Ada."), new(ChatRole.Assistant, "Hello, Ada."),
            new(ChatRole.User, "I live in Turin."), new(ChatRole.Assistant, "Noted."),
            new(ChatRole.User, "Where do I live?"),
        ];
        // begin-snippet: memory-bare-client
        var memory = new ConversationBufferWindowMemory(k: 1); // an IChatReducer

        var shown = await memory.ReduceAsync(messages, default); // the last exchange and the question
        var answer = await model.GetResponseAsync(shown);
        // end-snippet

        if (shown.Count() != 3 || !answer.Text.Contains("Turin", StringComparison.Ordinal))
            throw new InvalidOperationException($"{shown.Count()} messages were shown, and the answer was '{answer.Text}'.");
    }

    public static async Task Facts(IChatClient model, IChatClient smallModel, SqliteJournal journal, string sessionId)
    {
        // begin-snippet: memory-entities
        var memory = new ConversationEntityMemory(smallModel, new() { Store = journal.KeyValues });
        var agent = new Agent(model, new AgentOptions { Memory = memory, Journal = journal });

        foreach (var entity in await memory.GetEntitiesAsync(sessionId))
            Console.WriteLine($"{entity.Name}: {entity.Facts}");
        // end-snippet
        await agent.RunAsync("Hello");

        // begin-snippet: memory-graph
        var graph = new ConversationKnowledgeGraphMemory(smallModel, new() { Store = journal.KeyValues, Depth = 2 });

        foreach (var statement in await graph.GetTriplesAsync(sessionId))
            Console.WriteLine($"{statement} (message {statement.Source}{(statement.ReplacedBy is { } by ? $", replaced by {by}" : "")})");
        // end-snippet

        // begin-snippet: memory-gaps
        foreach (var gap in await memory.GetGapsAsync(sessionId))
            Console.WriteLine($"No facts from messages {gap.From} to {gap.To - 1}: {gap.Error}");
        // end-snippet
    }

    public static ConversationMemory Vector(IEmbeddingGenerator<string, Embedding<float>> embeddings, SqliteJournal journal)
    {
        // begin-snippet: memory-vector
        var memory = new VectorStoreRetrieverMemory(embeddings, new() { RecalledExchanges = 4, Store = journal.KeyValues });
        // end-snippet
        return memory;
    }

    public static ConversationMemory Combined(IChatClient smallModel, SqliteJournal journal)
    {
        // begin-snippet: memory-combined
        var memory = new CombinedMemory(maxTokens: 8000,
        [
            new() { Memory = new ConversationSummaryMemory(smallModel, new() { Store = journal.KeyValues }), Share = 0.1 },
            new() { Memory = new ConversationKnowledgeGraphMemory(smallModel, new() { Store = journal.KeyValues }), Share = 0.1 },
            new() { Memory = new ConversationBufferMemory(), Share = 0 }, // what is left is for messages
        ]);
        // end-snippet
        return memory;
    }

    public static void Shared(IChatClient model, IChatClient smallModel, SqliteJournal journal)
    {
        // begin-snippet: memory-shared
        var entities = new ConversationEntityMemory(smallModel, new() { Store = journal.KeyValues });

        var host = new Agent(model, new AgentOptions { Name = "host", Journal = journal, Memory = entities });
        var critic = new Agent(model, new AgentOptions { Name = "critic", Journal = journal, Memory = new ReadOnlyMemory(entities) });
        // end-snippet
        _ = (host, critic);
    }

    public static void Counting(Stream vocabulary)
    {
        // begin-snippet: memory-tokens
        var tokenizer = BytePairTokenizer.FromTiktoken(vocabulary, TokenPattern.O200kBase); // or FromTokenizerJson(vocabulary)
        var memory = new ConversationTokenBufferMemory(maxTokens: 100_000, new PromptTokenCounter(tokenizer));
        // end-snippet
        _ = memory;
    }

    public static void Prompts(IChatClient smallModel)
    {
        // begin-snippet: memory-prompts
        var prompts = new MemoryPrompts
        {
            SummaryMessage = PromptTemplate.Parse("Was bisher besprochen wurde:\n{summary}"),
        };
        var memory = new ConversationSummaryMemory(smallModel, new() { Prompts = prompts });
        // end-snippet
        _ = memory;
    }

    public static async Task TooLong(Agent agent, string question)
    {
        // begin-snippet: memory-too-long
        await foreach (var e in agent.StreamAsync(question, sessionId: "anna"))
        {
            if (e is ContextCompacted compacted)
                Console.WriteLine($"Shown {compacted.MessagesAfter} of {compacted.MessagesBefore} messages: {compacted.Reason}");
        }
        // end-snippet
    }

    public static async Task Own()
    {
        var log = MessageLog.Create([new(ChatRole.User, "A"), new(ChatRole.Assistant, "B"), new(ChatRole.User, "C")]);
        // begin-snippet: memory-own-use
        var memory = new UsersWordsMemory();
        var view = await memory.ViewAsync(new MemoryTurn { Messages = log }); // A, C
        // end-snippet

        if (view.Count != 2)
            throw new InvalidOperationException($"{view.Count} messages were shown.");
    }

    public static Agent LongTermTools(IChatClient model, SqliteJournal journal)
    {
        // begin-snippet: long-term-tools
        var agent = new Agent(model, new AgentOptions
        {
            Instructions = "When you learn something lasting about the user, remember it. Recall before you ask for what you may know.",
            Journal = journal,
            Tools = [.. LongTermMemoryTools.Create(journal.KeyValues, call => call.SessionId?.Split('/')[0])], // sessions are named "user/date" here
        });
        // end-snippet
        return agent;
    }

    public static async Task LongTerm()
    {
        IKeyValueStore store = new InMemoryKeyValueStore();
        // begin-snippet: long-term-code
        var anna = new LongTermMemory(store, user: "anna", new() { Namespace = "travel" });
        await anna.RememberAsync("Is allergic to nuts");

        var found = await anna.RecallAsync("any allergies?"); // Is allergic to nuts
        var others = await new LongTermMemory(store, user: "bob", new() { Namespace = "travel" }).RecallAsync("allergic"); // nothing
        // end-snippet

        if (found.Count != 1 || others.Count != 0)
            throw new InvalidOperationException($"Recalled {found.Count} and {others.Count}.");
    }

    public static async Task Forget(SqliteJournal journal, string sessionId)
    {
        // begin-snippet: memory-forget
        await journal.Sessions.DeleteAsync(sessionId); // messages, and the summaries, facts and vectors made of them

        var anna = new LongTermMemory(journal.KeyValues, user: "anna");
        await anna.ForgetAsync(memory => memory.SessionId == sessionId); // what was remembered in that session, or:
        await anna.ForgetAsync(_ => true); // everything
        // end-snippet
    }
}

// begin-snippet: memory-own
public sealed class UsersWordsMemory : ConversationMemory
{
    public override ValueTask<IReadOnlyList<ChatMessage>> ViewAsync(MemoryTurn turn, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<ChatMessage>>([.. turn.Messages.Pinned, .. turn.Messages.Where(m => m.Role == ChatRole.User || m.Role == ChatRole.System)]);
}
// end-snippet
