namespace AgentFlow.Prompts;

/// <summary>A template that cannot be read: a brace without its other half, a name that is none, a section that is not closed.</summary>
public sealed class PromptSyntaxException : ArgumentException
{
    /// <summary>Says what is wrong, and where.</summary>
    /// <param name="problem">What is wrong and what to do, as sentences.</param>
    /// <param name="text">The template's text.</param>
    /// <param name="position">The character that it is about, from 0.</param>
    public PromptSyntaxException(string problem, string text, int position)
        : this(problem, Locate(text, position), position)
    {
    }

    private PromptSyntaxException(string problem, (int Line, int Column) at, int position)
        : base($"The template cannot be read at line {at.Line}, column {at.Column}: {problem}")
    {
        Problem = problem;
        Position = position;
        (Line, Column) = at;
    }

    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; }

    /// <summary>The character that it is about, from 0.</summary>
    public int Position { get; }

    /// <summary>The line of <see cref="Position"/>, from 1.</summary>
    public int Line { get; }

    /// <summary>The character in its line, from 1.</summary>
    public int Column { get; }

    private static (int Line, int Column) Locate(string text, int position)
    {
        var before = text.AsSpan(0, Math.Min(position, text.Length));
        return (before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
