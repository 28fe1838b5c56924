using System.Globalization;

namespace AgentFlow.JsonSchema.Repair;

/// <summary>A place in a text that was read as JSON.</summary>
/// <param name="Offset">Bytes of UTF-8 before the place.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in the line, from 1, counting code points.</param>
public readonly record struct JsonPosition(int Offset, int Line, int Column)
{
    /// <summary>The place in words: "line 2, column 7 (byte 31)".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}, column {Column} (byte {Offset})");
}
