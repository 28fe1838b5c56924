namespace AgentFlow.Tools.Prompted;

internal enum CallOpeningKind
{
    /// <summary>Text.</summary>
    None,

    /// <summary>More text is needed to tell.</summary>
    Undecided,

    /// <summary>A code fence that holds no call.</summary>
    PlainFence,

    /// <summary>A result that the model has made up.</summary>
    MadeUpResult,

    /// <summary>Maybe a call, whose JSON follows.</summary>
    Json,

    /// <summary>A call whose only argument follows, to the end of the line.</summary>
    Line,

    /// <summary>A call without arguments, whole.</summary>
    Bare,
}
