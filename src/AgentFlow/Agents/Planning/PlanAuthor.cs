using System.Text.Json.Serialization;

namespace AgentFlow.Agents.Planning;

/// <summary>Who made a plan, or the newest version of it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlanAuthor>))]
public enum PlanAuthor
{
    /// <summary>The model, before anything was done.</summary>
    Planner,

    /// <summary>The model, after steps had failed.</summary>
    Replanner,

    /// <summary>Whoever approved the plan, by editing it.</summary>
    Person,

    /// <summary>The caller, with the request: a plan made by code or out of a <see cref="PlanTemplate"/>.</summary>
    Caller,
}
