using System.Text.Json.Serialization;

namespace AgentFlow.Tools;

/// <summary>How a tool call ended. Every value but <see cref="Succeeded"/> reaches the model as a message that it can act on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ToolOutcome>))]
public enum ToolOutcome
{
    /// <summary>The tool returned a result.</summary>
    Succeeded,

    /// <summary>The agent has no tool of this name.</summary>
    UnknownTool,

    /// <summary>The arguments were not JSON.</summary>
    MalformedArguments,

    /// <summary>The arguments break the tool's schema.</summary>
    InvalidArguments,

    /// <summary>The tool threw.</summary>
    Failed,

    /// <summary>The tool did not return in time.</summary>
    TimedOut,

    /// <summary>A person or a rail refused it.</summary>
    Denied,

    /// <summary>The model had made the same call with the same arguments too often; it was not run.</summary>
    Repeated,

    /// <summary>The budget for tool calls was used up; it was not run.</summary>
    OverBudget,

    /// <summary>The model could not get the tool's arguments right within <see cref="ToolOptions.MaxRepairs"/>; the tool is refused from here on.</summary>
    GivenUp,

    /// <summary>The tool ran, and a rail kept its result from the model.</summary>
    Withheld,
}
