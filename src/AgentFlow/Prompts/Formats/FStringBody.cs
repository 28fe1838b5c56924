namespace AgentFlow.Prompts.Formats;

/// <summary>An f-string: segments one behind the other.</summary>
internal sealed class FStringBody : TemplateBody
{
    private readonly FStringSegment[] _segments;

    public FStringBody(FStringSegment[] segments, IReadOnlyList<string> variables)
    {
        _segments = segments;
        Variables = variables;
    }

    public ReadOnlySpan<FStringSegment> Segments => _segments;

    public override IReadOnlyList<string> Variables { get; }

    public override string? Constant => _segments switch
    {
        [] => string.Empty,
        [{ Literal: { } only }] => only.Text,
        _ => null,
    };

    /// <summary>Two f-strings as one.</summary>
    public static FStringBody Join(FStringBody first, FStringBody second)
    {
        var builder = new FStringBuilder();
        foreach (var segment in first._segments.Concat(second._segments))
            builder.Add(segment);
        return builder.Build();
    }

    public override void Render(ref PromptSink sink, in PromptValues values)
    {
        foreach (ref readonly var segment in _segments.AsSpan())
        {
            if (segment.Literal is { } literal)
                sink.Append(literal);
            else if (values.TryGet(segment.Variable!, segment.Place, out var value))
                sink.Append(value, segment.Format, segment.Variable!);
            else
                throw values.Missing(segment.Variable!);
        }
    }
}
