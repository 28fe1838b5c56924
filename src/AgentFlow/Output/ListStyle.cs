namespace AgentFlow.Output;

/// <summary>The form in which a model is asked for a list. Numbers and bullets are read alike, whichever of them was asked for.</summary>
public enum ListStyle
{
    /// <summary>Values divided by commas, quoted where they hold one; a line break divides as well.</summary>
    Comma,

    /// <summary>A line for each item, with a number before it.</summary>
    Numbered,

    /// <summary>A line for each item, with a Markdown bullet before it.</summary>
    Markdown,
}
