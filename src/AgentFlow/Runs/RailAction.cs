using System.Text.Json.Serialization;

namespace AgentFlow.Runs;

/// <summary>What a rail did.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RailAction>))]
public enum RailAction
{
    /// <summary>Let it pass as it was.</summary>
    Pass,

    /// <summary>Put something else in its place.</summary>
    Change,

    /// <summary>Did not let it pass.</summary>
    Block,

    /// <summary>Had a person asked.</summary>
    Ask,
}
