using System.Text.Json;

namespace AgentFlow.JsonSchema.Repair;

/// <summary>
/// A text could not be read as JSON without guessing. The message says where and what was expected, in words a model can
/// act on.
/// </summary>
public sealed class JsonRepairException : JsonException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="kind">Why the text could not be read.</param>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="position">Where in the text.</param>
    public JsonRepairException(JsonRepairErrorKind kind, string message, JsonPosition position)
        : base(message, path: null, position.Line - 1, position.Column - 1)
    {
        Kind = kind;
        Position = position;
    }

    /// <summary>Why the text could not be read, for code that decides by it.</summary>
    public JsonRepairErrorKind Kind { get; }

    /// <summary>Where reading stopped.</summary>
    public JsonPosition Position { get; }
}
