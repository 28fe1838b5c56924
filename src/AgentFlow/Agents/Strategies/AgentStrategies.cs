using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>
/// Ways of working for an <see cref="Agent"/>: each is a client between the agent and its model, so that the agent's loop, with its journal, approvals, budgets and
/// resumption, carries it. They are made for agents: of any other caller they ask that it go on when a turn is <see cref="StrategyTurn.Unfinished"/>.
/// </summary>
public static class AgentStrategies
{
    /// <summary>Thought, action, observation, in text: for models that know no tools.</summary>
    /// <param name="model">The model; owned by the client that is returned.</param>
    /// <param name="options">Null for the defaults; copied.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public static IChatClient UseReAct(this IChatClient model, ReActOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new();
        var prompts = options.Prompts;
        ThrowIfInvalid(options, "ReAct", prompts.FindProblems(), options.MaxFormatErrors);
        return new TextProtocolChatClient(model, "react-format", options.MaxFormatErrors, (tools, calls) => new ReActProtocol(prompts, tools, calls));
    }

    /// <summary>A plan of tool calls first, all of them without the model, then the answer.</summary>
    /// <param name="model">The model; owned by the client that is returned.</param>
    /// <param name="options">Null for the defaults; copied.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public static IChatClient UseReWoo(this IChatClient model, ReWooOptions? options = null) => new ReWooChatClient(model, options ?? new());

    /// <summary>A draft, a critic's verdict on it, a revision, until the critic accepts.</summary>
    /// <param name="model">The model; owned by the client that is returned.</param>
    /// <param name="options">Null for the defaults; copied.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public static IChatClient UseReflection(this IChatClient model, ReflectionOptions? options = null) => new ReflectionChatClient(model, options ?? new());

    /// <summary>Follow-up questions, each answered by one search tool, until the answer is known.</summary>
    /// <param name="model">The model; owned by the client that is returned.</param>
    /// <param name="options">Null for the defaults; copied.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public static IChatClient UseSelfAsk(this IChatClient model, SelfAskOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new();
        var (prompts, search) = (options.Prompts, options.SearchTool);
        ThrowIfInvalid(options, "self-ask", prompts.FindProblems(), options.MaxFormatErrors);
        return new TextProtocolChatClient(model, "selfask-format", options.MaxFormatErrors, (tools, calls) => new SelfAskProtocol(prompts, search, tools, calls));
    }

    /// <summary>A list of tasks towards an objective, worked off one by one, with new tasks made of each result.</summary>
    /// <param name="model">The model; owned by the client that is returned.</param>
    /// <param name="options">Null for the defaults; copied.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public static IChatClient UseTaskQueue(this IChatClient model, TaskQueueOptions? options = null) => new TaskQueueChatClient(model, options ?? new());

    private static void ThrowIfInvalid(object options, string name, IEnumerable<string> promptProblems, int maxFormatErrors)
    {
        List<string> problems = [.. promptProblems];
        if (maxFormatErrors < 0)
            problems.Add($"MaxFormatErrors is '{maxFormatErrors}'; it must not be negative.");
        if (problems.Count > 0)
            throw new ArgumentException($"The options of {name} are not valid. {string.Join(' ', problems)}", nameof(options));
    }
}
