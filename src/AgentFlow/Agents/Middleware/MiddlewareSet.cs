namespace AgentFlow.Agents.Middleware;

/// <summary>An agent's middleware, for each point those that have a function there: the outermost first on the way in, and last on the way out.</summary>
internal sealed class MiddlewareSet
{
    private readonly IReadOnlyList<AgentMiddleware> _all;

    private MiddlewareSet(IReadOnlyList<AgentMiddleware> all)
    {
        _all = all;
        OnInput = [.. all.Where(m => m.OnInput is not null)];
        BeforeModel = [.. all.Where(m => m.BeforeModel is not null)];
        BeforeTool = [.. all.Where(m => m.BeforeTool is not null)];
        AfterModel = [.. all.Reverse().Where(m => m.AfterModel is not null)];
        AfterTool = [.. all.Reverse().Where(m => m.AfterTool is not null)];
        OnMessage = [.. all.Reverse().Where(m => m.OnMessage is not null)];
        Reveal = [.. all.Reverse().Where(m => m.Reveal is not null)];
    }

    public static MiddlewareSet None { get; } = new([]);

    public AgentMiddleware[] OnInput { get; }

    public AgentMiddleware[] BeforeModel { get; }

    public AgentMiddleware[] AfterModel { get; }

    public AgentMiddleware[] BeforeTool { get; }

    public AgentMiddleware[] AfterTool { get; }

    public AgentMiddleware[] OnMessage { get; }

    public AgentMiddleware[] Reveal { get; }

    /// <summary>Whether an answer is looked at before anything of it is acted on.</summary>
    public bool JudgesAnswers => AfterModel.Length + OnMessage.Length > 0;

    /// <summary>Whether the text of an answer is streamed only when all of it is there.</summary>
    public bool HoldsText => JudgesAnswers || Reveal.Length > 0;

    /// <summary>Whether a call may start while the model is still talking.</summary>
    public bool AllowsEarlyCalls => !JudgesAnswers && BeforeTool.Length == 0;

    /// <summary>Those that judge calls of tools, for a replay: what the others made of texts is what was recorded.</summary>
    public MiddlewareSet OfCalls() => new([.. BeforeTool.Select(m => new AgentMiddleware { Name = m.Name, BeforeTool = m.BeforeTool })]);

    /// <summary>These, and more inside of them.</summary>
    public MiddlewareSet With(IReadOnlyList<AgentMiddleware> more) => new([.. _all, .. more]);
}
