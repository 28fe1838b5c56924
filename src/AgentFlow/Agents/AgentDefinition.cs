using AgentFlow.Agents.Middleware;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents;

/// <summary>The options of an agent, checked and copied, and what is made of them once.</summary>
internal sealed class AgentDefinition
{
    private readonly ChatOptions _chatOptions;

    public AgentDefinition(IChatClient client, AgentOptions options)
    {
        AgentOptionsValidator.ThrowIfInvalid(options);
        Client = client;
        Name = options.Name;
        Instructions = options.Instructions;
        Tools = new ToolSet(options.Tools);
        Memory = options.Memory;
        Time = options.TimeProvider;
        Journal = options.Journal ?? new InMemoryJournal(Time);
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

    private AgentDefinition(AgentDefinition other, string name, IRunJournal journal, RunLimits limits, AIFunction? furtherTool, MiddlewareSet middleware)
    {
        Middleware = middleware;
        Client = other.Client;
        Name = name;
        Instructions = other.Instructions;
        Tools = furtherTool is null ? other.Tools : other.Tools.With(furtherTool);
        Memory = other.Memory;
        Time = other.Time;
        Journal = journal;
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

    public IChatClient Client { get; }

    public string Name { get; }

    public string? Instructions { get; }

    public ToolSet Tools { get; }

    public IChatReducer? Memory { get; }

    public IRunJournal Journal { get; }

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
