using System.Text.Json.Nodes;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Planning;

/// <summary>A call that a clause asks for.</summary>
internal sealed record PlannedCall(ToolDescriptor Tool, JsonObject Arguments, Utterance Utterance, Clause Clause)
{
    /// <summary>The required parameters that nothing in the text fills.</summary>
    public IReadOnlyList<ParameterDescriptor> Missing { get; init; } = [];

    /// <summary>Whether these words of the clause ask for nothing else, so that they can stand for the call in the answer.</summary>
    public bool IsAlone { get; init; } = true;

    /// <summary>How many calls came out of the same clause.</summary>
    public int Siblings { get; init; } = 1;
}
