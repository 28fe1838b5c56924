using System.Text.Json.Serialization;

namespace AgentFlow.Runs;

/// <summary>How one line of two runs set side by side compares.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DiffKind>))]
public enum DiffKind
{
    /// <summary>It happened in both.</summary>
    Same,

    /// <summary>The same kind of thing happened in both, otherwise.</summary>
    Changed,

    /// <summary>It happened in the left one only.</summary>
    OnlyLeft,

    /// <summary>It happened in the right one only.</summary>
    OnlyRight,
}
