using AgentFlow.Memory;
using AgentFlow.Tools;
using MemoryTour;
using Microsoft.Extensions.AI;
using Spectre.Console;

// The same thirty messages through every memory: what would a model see when the last question is asked, how many tokens is that,
// and how often was another model asked on the way?
if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 160;
var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "conversation.txt"));
var messages = lines.Select(Read).ToList();
AnsiConsole.WriteLine("The conversation:");
foreach (var (i, line) in lines.Index())
    AnsiConsole.WriteLine($"{i + 1,3}  {line}");
AnsiConsole.WriteLine("""

    No model runs here: summaries, facts and embeddings are made by a few rules (NoteTaker.cs), so that the tour needs no network. Tokens are
    estimated, and count instructions and the schema of one tool besides the messages. Give the memories your own model for better notes.

    """);

var notes = new NoteTaker();
var counter = new PromptTokenCounter();
var options = new ChatOptions { Instructions = "You help to plan journeys.", Tools = [Tool.Create((string city) => $"Rain in {city}.", "get_weather", "Tells the weather.")] };
var facts = new InMemoryKeyValueStore();
(string Name, ConversationMemory Memory)[] memories =
[
    ("Buffer", new ConversationBufferMemory()),
    ("Window, k = 3", new ConversationBufferWindowMemory(3)),
    ("Token buffer, 250 tokens", new ConversationTokenBufferMemory(250, counter)),
    ("Summary", new ConversationSummaryMemory(notes)),
    ("Summary buffer, 350 tokens", new ConversationSummaryBufferMemory(notes, new() { MaxTokens = 350, MaxSummaryWords = 60, Counter = counter })),
    ("Entities, 1 exchange", new ConversationEntityMemory(notes, new() { Exchanges = 1, Store = facts })),
    ("The same entities, read-only, for a second agent", new ReadOnlyMemory(new ConversationEntityMemory(notes, new() { Exchanges = 0, Store = facts }))),
    ("Knowledge graph, 1 exchange", new ConversationKnowledgeGraphMemory(notes, new() { Exchanges = 1 })),
    ("By similarity, 1 exchange", new VectorStoreRetrieverMemory(notes, new() { Exchanges = 1, RecalledExchanges = 2, MinSimilarity = 0.1 })),
    ("Combined, 400 tokens: 30 % summary, 20 % graph", new CombinedMemory(400,
    [
        new() { Memory = new ConversationSummaryMemory(notes), Share = 0.3 },
        new() { Memory = new ConversationKnowledgeGraphMemory(notes), Share = 0.2 },
    ], counter)),
    ("None", new NoMemory()),
];
var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators().AddColumn("Memory").AddColumn("What the model would see").AddColumn(new TableColumn("Tokens").RightAligned()).AddColumn(new TableColumn("Calls on the way").RightAligned());
foreach (var (name, memory) in memories)
{
    var before = notes.Calls;
    var view = await LastViewAsync(memory);
    table.AddRow(new Text(name), new Text(Describe(view)), new Text($"{counter.Count(view, options)}"), new Text($"{notes.Calls - before}"));
}
AnsiConsole.Write(table);

// A view is asked for before every answer, as an agent does it; only what is new goes to the model that takes notes.
async Task<IReadOnlyList<ChatMessage>> LastViewAsync(ConversationMemory memory)
{
    IReadOnlyList<ChatMessage> view = [];
    var log = MessageLog.Create(messages);
    for (var i = 0; i < messages.Count; i++)
    {
        if (messages[i].Role == ChatRole.User)
            view = await memory.ViewAsync(new MemoryTurn { Messages = log.Take(i + 1), HistoryCount = i, SessionId = "tour", Options = options });
    }
    return view;
}

// What is not in the conversation, a memory made: it is shown in brackets.
string Describe(IReadOnlyList<ChatMessage> view)
{
    List<string> parts = [];
    for (int i = 0, end; i < view.Count; i = end)
    {
        var place = messages.IndexOf(view[i]) + 1;
        for (end = i + 1; place > 0 && end < view.Count && messages.IndexOf(view[end]) == place - 1 + end - i; end++)
        {
        }
        parts.Add(place == 0 ? $"[{view[i].Text}]" : end == i + 1 ? $"message {place}" : $"messages {place} to {place + end - i - 1}");
    }
    return string.Join('\n', parts);
}

static ChatMessage Read(string line) => line.Split(": ", 2) switch
{
    ["calls", var tool] => new(ChatRole.Assistant, [new FunctionCallContent("call1", tool)]),
    ["tool", var result] => new(ChatRole.Tool, [new FunctionResultContent("call1", result)]),
    var parts => new(new ChatRole(parts[0]), parts[1]),
};
