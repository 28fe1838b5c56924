namespace AgentFlow.Tools;

/// <summary>What a run does about each way in which a tool call can go wrong.</summary>
public sealed class ToolErrorPolicy
{
    /// <summary>The model called a tool that the agent does not have.</summary>
    /// <value><see cref="ToolErrorAction.TellModel"/>: the nearest name, and all names.</value>
    public ToolErrorAction UnknownTool { get; set; }

    /// <summary>The arguments are no JSON object or break the tool's schema, and could not be put right.</summary>
    /// <value><see cref="ToolErrorAction.TellModel"/>: where, and the shortest fix.</value>
    public ToolErrorAction BadArguments { get; set; }

    /// <summary>The tool threw.</summary>
    /// <value><see cref="ToolErrorAction.TellModel"/>: as much as <see cref="ToolOptions.ErrorDetails"/> says.</value>
    public ToolErrorAction Failed { get; set; }

    /// <summary>The tool did not answer within <see cref="ToolOptions.Timeout"/>.</summary>
    /// <value><see cref="ToolErrorAction.TellModel"/>: how long, and whether it may have taken effect.</value>
    public ToolErrorAction TimedOut { get; set; }

    /// <summary>A person or a rail refused the call.</summary>
    /// <value><see cref="ToolErrorAction.TellModel"/>: the reason.</value>
    public ToolErrorAction Denied { get; set; }

    /// <summary>The tool ran, and a rail kept its result back.</summary>
    /// <value><see cref="ToolErrorAction.TellModel"/>: the reason.</value>
    public ToolErrorAction Withheld { get; set; }

    /// <summary>The result is longer than <see cref="ToolOptions.MaxResultLength"/>.</summary>
    /// <value><see cref="ToolErrorAction.TellModel"/>: the beginning, and how much was cut.</value>
    public ToolErrorAction TooLarge { get; set; }

    /// <summary>The budget for tool calls (<see cref="Agents.RunLimits.MaxToolCalls"/>) was used up.</summary>
    /// <value><see cref="ToolErrorAction.TellModel"/>: to answer with what it has.</value>
    public ToolErrorAction OverBudget { get; set; }

    /// <summary>The same call was made more often than <see cref="ToolOptions.MaxIdenticalCalls"/>.</summary>
    /// <value><see cref="ToolErrorAction.TellModel"/>: to use what it has; a second time the run concludes.</value>
    public ToolErrorAction Repeated { get; set; }

    /// <summary>The model could not get the arguments right within <see cref="ToolOptions.MaxRepairs"/>.</summary>
    /// <value><see cref="ToolErrorAction.TellModel"/>: to give up on the tool.</value>
    public ToolErrorAction GivenUp { get; set; }

    internal ToolErrorAction For(Runs.ToolCompleted completed) => completed.Outcome switch
    {
        ToolOutcome.Succeeded => completed.TruncatedFrom is null ? ToolErrorAction.TellModel : TooLarge,
        ToolOutcome.UnknownTool => UnknownTool,
        ToolOutcome.MalformedArguments or ToolOutcome.InvalidArguments => BadArguments,
        ToolOutcome.Failed => Failed,
        ToolOutcome.TimedOut => TimedOut,
        ToolOutcome.Denied => Denied,
        ToolOutcome.Withheld => Withheld,
        ToolOutcome.OverBudget => OverBudget,
        ToolOutcome.Repeated => Repeated,
        ToolOutcome.GivenUp => GivenUp,
        _ => ToolErrorAction.TellModel,
    };

    internal ToolErrorPolicy Copy() => (ToolErrorPolicy)MemberwiseClone();
}
