using System.Text;

namespace AgentFlow.JavaScript;

/// <summary>An error of a script, worded so that whoever wrote the script, a model too, can mend it.</summary>
public sealed record ScriptError
{
    /// <summary>The kind: "SyntaxError", "LimitError", "TypeError", or whatever name a thrown error has.</summary>
    public required string Name { get; init; }

    /// <summary>What happened; at most 2,000 characters.</summary>
    public required string Message { get; init; }

    /// <summary>The line, from 1; 0 where it is not known.</summary>
    public int Line { get; init; }

    /// <summary>The column, from 1; 0 where it is not known.</summary>
    public int Column { get; init; }

    /// <summary>The lines around the place with a marker under it; empty where the place is not known.</summary>
    public string Frame { get; init; } = "";

    /// <summary>The open calls, innermost first, one a line; empty where they are not known.</summary>
    public string Stack { get; init; } = "";

    /// <summary>The whole report: name and message, the place, the code frame.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Name).Append(": ").Append(Message);
        if (Line > 0)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $" (line {Line}, column {Column})");
        if (Frame.Length > 0)
            text.Append('\n').Append(Frame);
        return text.ToString();
    }
}
