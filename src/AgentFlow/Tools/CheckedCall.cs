using System.Text.Json;

namespace AgentFlow.Tools;

/// <summary>A call that was looked at: either it may run, with these arguments, or it was refused.</summary>
/// <param name="Tool">The tool; null when the call was refused.</param>
/// <param name="Arguments">A JSON object that fits the tool's schema.</param>
/// <param name="Repairs">What was changed in what the model wrote.</param>
/// <param name="Refusal">Why it may not run, and what the model is told.</param>
internal readonly record struct CheckedCall(ToolSet.Entry? Tool, JsonElement Arguments, IReadOnlyList<string> Repairs, (ToolOutcome Outcome, string Message)? Refusal)
{
    /// <summary>What a person is to decide before it runs, though the tool itself asks for nobody.</summary>
    public string? Question { get; init; }

    public static CheckedCall Refuse(ToolOutcome outcome, string message) => new(null, default, [], (outcome, message));
}
