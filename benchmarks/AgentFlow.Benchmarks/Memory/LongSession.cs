using AgentFlow.Agents;
using AgentFlow.Benchmarks.InMemory;
using AgentFlow.Memory;
using AgentFlow.Sqlite;
using Microsoft.Extensions.AI;

namespace AgentFlow.Benchmarks.Memory;

/// <summary>A session of many messages in a SQLite journal, and the memories that look at it; the summaries cover it already.</summary>
internal sealed class LongSession : IAsyncDisposable
{
    private const string Id = "long";

    private readonly SqliteJournal _journal;
    private readonly ChatMessage _question = new(ChatRole.User, Text(0));
    private long _version;

    private LongSession(SqliteJournal journal)
    {
        _journal = journal;
        Memories =
        [
            ("buffer window, 5 exchanges", new ConversationBufferWindowMemory()),
            ("token buffer, 2,000 tokens", new ConversationTokenBufferMemory()),
            ("summary", new ConversationSummaryMemory(new FixedModel(0), new() { Store = journal.KeyValues })),
            ("summary buffer, 2,000 tokens", new ConversationSummaryBufferMemory(new FixedModel(0), new() { Store = journal.KeyValues, Name = "summary-buffer" })),
        ];
    }

    public IReadOnlyList<(string Name, ConversationMemory Memory)> Memories { get; }

    public static string Text(int index) => $"Message {index} is about as long as what people type into a chat, which is some hundred characters, no more.";

    public static async Task<LongSession> CreateAsync(string path, SqliteDurability durability, int messages)
    {
        var session = new LongSession(new SqliteJournal(path, new SqliteJournalOptions { Durability = durability }));
        const int block = 1000;
        for (; session._version < messages; session._version += block)
        {
            var from = (int)session._version;
            await session._journal.Sessions.AppendAsync(new SessionAppend
            {
                SessionId = Id,
                ExpectedVersion = from,
                Messages = [.. Enumerable.Range(from, block).Select(i => new ChatMessage(i % 2 == 0 ? ChatRole.User : ChatRole.Assistant, Text(i)))],
            });
        }
        foreach (var (_, memory) in session.Memories)
            await session.ViewAsync(memory);
        return session;
    }

    /// <summary>What the model would see in the next turn, from the file; the number of messages.</summary>
    public async Task<int> ViewAsync(ConversationMemory memory)
    {
        var tail = await memory.TailAsync(Id);
        var session = await _journal.Sessions.LoadTailAsync(Id, tail!);
        var turn = new MemoryTurn { Messages = session.Messages.Add(_question), HistoryCount = session.Messages.Count, SessionId = Id };
        var view = await memory.ViewAsync(turn);
        return ReferenceEquals(view[^1], _question) ? view.Count : throw new InvalidOperationException("The view does not end with the question.");
    }

    /// <summary>One message, waited for until it is as durable as promised.</summary>
    public async Task AppendAsync() =>
        _version = await _journal.Sessions.AppendAsync(new SessionAppend { SessionId = Id, ExpectedVersion = _version, Messages = [_question] });

    /// <summary>A whole turn of an agent: the session's end from the file, a model that takes no time, two journal appends, two messages for the session.</summary>
    public Func<Task> Turn(ConversationMemory memory)
    {
        var agent = new Agent(new FixedModel(0), new AgentOptions { Journal = _journal, Memory = memory });
        return async () =>
        {
            await agent.RunAsync(Text(0), Id);
            _version += 2;
        };
    }

    public ValueTask DisposeAsync() => _journal.DisposeAsync();
}
