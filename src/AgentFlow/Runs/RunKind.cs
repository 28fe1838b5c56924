using System.Text.Json.Serialization;

namespace AgentFlow.Runs;

/// <summary>Whose run it is, and so who can continue it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunKind>))]
public enum RunKind
{
    /// <summary>That of an <see cref="Agents.Agent"/>.</summary>
    Agent,

    /// <summary>That of a chain, whose name then stands for that of an agent. It can be looked at and not resumed: a chain's values have no written form.</summary>
    Chain,

    /// <summary>That of an <see cref="Agents.Planning.PlanAndExecuteAgent"/>.</summary>
    Plan,
}
