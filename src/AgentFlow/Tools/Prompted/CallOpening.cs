namespace AgentFlow.Tools.Prompted;

/// <summary>What may begin at a place in a model's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">How much of the text belongs to the opening.</param>
/// <param name="Closer">What ends it; null when the first value does.</param>
/// <param name="Tool">The tool, when the opening names it and the arguments follow.</param>
/// <param name="IsMarked">Whether the model has said that this is a call, so that no tool of the name need exist.</param>
internal readonly record struct CallOpening(CallOpeningKind Kind, int Length = 0, string? Closer = null, string? Tool = null, bool IsMarked = true)
{
    public static CallOpening None => default;

    public static CallOpening Undecided => new(CallOpeningKind.Undecided);
}
