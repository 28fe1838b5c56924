using System.Text.Json.Serialization;

namespace AgentFlow.Runs;

/// <summary>Where in a run a rail stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RailPoint>))]
public enum RailPoint
{
    /// <summary>Before the run begins, at what is asked.</summary>
    Input,

    /// <summary>Before a call of the model, at what it is shown.</summary>
    BeforeModel,

    /// <summary>After a call of the model, at its answer and the calls in it.</summary>
    AfterModel,

    /// <summary>Before a tool runs, at its arguments.</summary>
    BeforeTool,

    /// <summary>After a tool ran, at its result.</summary>
    AfterTool,

    /// <summary>Before the user sees a text.</summary>
    Message,
}
