using System.Text.Json.Serialization;

namespace AgentFlow.Runs;

/// <summary>What came of undoing a call.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UndoOutcome>))]
public enum UndoOutcome
{
    /// <summary>Its undo ran.</summary>
    Undone,

    /// <summary>Its undo threw or took too long. What it left behind is for a person to look at.</summary>
    Failed,

    /// <summary>Its tool may change the world and declares no undo.</summary>
    NoUndo,

    /// <summary>Nobody knows whether the call, or an undo of it that a crash cut off, took effect.</summary>
    InDoubt,
}
