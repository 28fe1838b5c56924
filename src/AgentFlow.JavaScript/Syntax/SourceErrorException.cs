namespace AgentFlow.JavaScript.Syntax;

/// <summary>Thrown by the front end when a source text is not a program: one sentence, and the place it speaks of.</summary>
internal sealed class SourceErrorException : Exception
{
    public SourceErrorException(string message, SourceText source, int start, int end)
        : base(message)
    {
        Source = source;
        Start = start;
        End = Math.Max(end, start);
    }

    public new SourceText Source { get; }

    public int Start { get; }

    public int End { get; }

    /// <summary>Where the error starts.</summary>
    public SourcePosition Position => Source.PositionOf(Start);

    /// <summary>The lines around the error with a marker under it.</summary>
    public string Frame => CodeFrame.Render(Source, Start, End);
}
