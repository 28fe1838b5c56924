namespace AgentFlow.Prompts.Formats.Mustache;

/// <summary>A piece of a template's source: text up to the end of its line at most, or a tag.</summary>
internal sealed class MustacheToken
{
    public required TagKind Kind { get; init; }

    /// <summary>Where it stands in the source.</summary>
    public required int Start { get; init; }

    public required int End { get; init; }

    /// <summary>A text's text, or a tag's name.</summary>
    public required string Text { get; init; }

    /// <summary>The delimiters behind the tag.</summary>
    public required Delimiters Delimiters { get; init; }

    /// <summary>The whitespace before a tag that has its line to itself, for what is put in its place.</summary>
    public string Indent { get; set; } = string.Empty;

    /// <summary>Whether it stands on a line that has nothing but tags.</summary>
    public bool StandsAlone { get; set; }

    /// <summary>Whether such a line ended, so that its end goes away with it.</summary>
    public bool EndsLine { get; set; }

    /// <summary>Whitespace that goes away with the tags on its line.</summary>
    public bool IsDropped { get; set; }

    public bool IsBlank => Kind == TagKind.Text && Text.AsSpan().Trim().IsEmpty;

    /// <summary>Whether a line that has nothing but such tags leaves no line.</summary>
    public bool CanStandAlone => Kind is not (TagKind.Text or TagKind.Variable or TagKind.RawVariable);
}
