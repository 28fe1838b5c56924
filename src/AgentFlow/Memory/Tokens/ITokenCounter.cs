namespace AgentFlow.Memory;

/// <summary>Counts the tokens of a text as a model does, or estimates them.</summary>
/// <remarks>An implementation is safe for use from several threads.</remarks>
public interface ITokenCounter
{
    /// <summary>Whether the count is the model's own, by its vocabulary, and not an estimate.</summary>
    bool IsExact { get; }

    /// <summary>The number of tokens of a text by itself, without the framing of a message. From 0.</summary>
    /// <param name="text">The text; whatever looks like a special token counts as ordinary text.</param>
    int Count(ReadOnlySpan<char> text);
}
