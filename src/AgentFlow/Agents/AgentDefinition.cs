using AgentFlow.Agents.Middleware;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents;

/// <summary>The options of an agent, checked and copied, and what is made of them once.</summary>
internal sealed class AgentDefinition
{
    private readonly ChatOptions _chatOptions;

    public AgentDefinition(IChatClient client, AgentOptions options, bool isTeam = false)
    {
        IsTeam = isTeam;
        AgentOptionsValidator.ThrowIfInvalid(options);
        Client = client;
        Name = options.Name;
        Instructions = options.Instructions;
        Tools = new ToolSet(options.Tools);
        Memory = options.Memory;
        Time = options.TimeProvider;
        Journal = options.Journal ?? new InMemoryJournal(Time);
        SessionTurns = Journal.SessionTurns ?? new InMemorySessionTurns();
        Prompts = options.Prompts;
        MaxParallelCalls = options.ToolOptions.MaxParallelCalls;
        Limits = new RunLimits
        {
            MaxIterations = options.Limits.MaxIterations,
            MaxOutputRetries = options.Limits.MaxOutputRetries,
            MaxTokens = options.Limits.MaxTokens,
            MaxToolCalls = options.Limits.MaxToolCalls,
            MaxDuration = options.Limits.MaxDuration,
            WrapUpTime = options.Limits.WrapUpTime,
        };
        ToolOptions = Copy(options.ToolOptions);
        Gate = new ToolGate(Tools, ToolOptions, Limits, Prompts);
        Runner = new ToolRunner(ToolOptions, Prompts, Time);
        _chatOptions = options.ChatOptions?.Clone() ?? new ChatOptions();
        _chatOptions.Tools = Tools.Count == 0 ? null : Tools.ToChatTools();
    }

    private AgentDefinition(AgentDefinition other, IChatClient client, IRunJournal journal, TimeProvider time, Func<ToolStarted, ToolCompleted> recorded, MiddlewareSet middleware)
    {
        Middleware = middleware;
        IsTeam = other.IsTeam;
        Client = client;
        Name = other.Name;
        Instructions = other.Instructions;
        Tools = other.Tools;
        Time = time;
        Journal = journal;
        SessionTurns = new InMemorySessionTurns(); // A replay writes nothing, so it waits for nobody.
        Prompts = other.Prompts;
        MaxParallelCalls = other.MaxParallelCalls;
        Limits = other.Limits;
        ToolOptions = other.ToolOptions;
        Gate = other.Gate;
        Runner = new ToolRunner(ToolOptions, Prompts, time, recorded);
        _chatOptions = other._chatOptions;
    }

    private AgentDefinition(AgentDefinition other, string name, IRunJournal journal, RunLimits limits, AIFunction? furtherTool, MiddlewareSet middleware)
    {
        Middleware = middleware;
        IsTeam = other.IsTeam;
        Client = other.Client;
        Name = name;
        Instructions = other.Instructions;
        Tools = furtherTool is null ? other.Tools : other.Tools.With(furtherTool);
        Memory = other.Memory;
        Time = other.Time;
        Journal = journal;
        SessionTurns = journal.SessionTurns ?? other.SessionTurns;
        Prompts = other.Prompts;
        MaxParallelCalls = other.MaxParallelCalls;
        Limits = limits;
        ToolOptions = other.ToolOptions;
        Gate = new ToolGate(Tools, ToolOptions, Limits, Prompts);
        Runner = other.Runner;
        _chatOptions = other._chatOptions;
        if (furtherTool is not null)
        {
            _chatOptions = _chatOptions.Clone();
            _chatOptions.Tools = Tools.ToChatTools();
        }
    }

    /// <summary>Whether its tools are the members of a team, whose work is not part of the conversation: the session gets the question and the answer only.</summary>
    public bool IsTeam { get; }

    public IChatClient Client { get; }

    public string Name { get; }

    public string? Instructions { get; }

    public ToolSet Tools { get; }

    public IChatReducer? Memory { get; }

    public IRunJournal Journal { get; }

    /// <summary>The queue of the journal's sessions, which all agents on it share; its own if the journal has none.</summary>
    public ISessionTurns SessionTurns { get; }

    public MiddlewareSet Middleware { get; } = MiddlewareSet.None;

    public RunLimits Limits { get; }

    public int MaxParallelCalls { get; }

    public AgentPrompts Prompts { get; }

    public TimeProvider Time { get; }

    public ToolGate Gate { get; }

    public ToolRunner Runner { get; }

    public ToolOptions ToolOptions { get; }

    /// <summary>The same agent as a part of another run: under another name, in that one's journal, within other limits.</summary>
    public AgentDefinition As(string name, IRunJournal journal, RunLimits limits, AIFunction? furtherTool = null) =>
        new(this, name, journal, limits, furtherTool, Middleware);

    /// <summary>The same agent with more middleware inside of what it has.</summary>
    public AgentDefinition Using(IReadOnlyList<AgentMiddleware> middleware) => new(this, Name, Journal, Limits, null, Middleware.With(middleware));

    /// <summary>
    /// The same agent with a model and tools that only repeat what they gave, and without its memory and those of its rails that look at texts, which may ask a model of their own.
    /// </summary>
    public AgentDefinition Replaying(IChatClient client, IRunJournal journal, TimeProvider time, Func<ToolStarted, ToolCompleted> recorded, IReadOnlyList<AgentMiddleware> rails) =>
        new(this, client, journal, time, recorded, Middleware.OfCalls().With(rails));

    /// <summary>Options for the calls of one run. A copy, because a client in the chain may change what it is given.</summary>
    public ChatOptions CreateChatOptions(RunStarted start)
    {
        var options = _chatOptions.Clone();
        options.Instructions = start.Instructions;
        if (start.OutputSchema is { } schema)
            options.ResponseFormat = ChatResponseFormat.ForJsonSchema(schema);
        return options;
    }

    private static ToolOptions Copy(ToolOptions options) => new()
    {
        MaxParallelCalls = options.MaxParallelCalls,
        Timeout = options.Timeout,
        MaxResultLength = options.MaxResultLength,
        MaxIdenticalCalls = options.MaxIdenticalCalls,
        RepairArguments = options.RepairArguments,
        MaxRepairs = options.MaxRepairs,
        ErrorDetails = options.ErrorDetails,
        Errors = options.Errors.Copy(),
        Compensation = options.Compensation,
        Services = options.Services,
    };
}
