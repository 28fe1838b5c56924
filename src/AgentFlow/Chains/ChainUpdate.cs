using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

/// <summary>Makes updates, for steps of your own.</summary>
public static class ChainUpdate
{
    /// <summary>A piece of text.</summary>
    /// <typeparam name="T">What the chain gives.</typeparam>
    /// <param name="delta">The piece.</param>
    public static ChainUpdate<T> Text<T>(string delta) => new() { TextDelta = delta };

    /// <summary>The value as far as it is known.</summary>
    /// <typeparam name="T">What the chain gives.</typeparam>
    /// <param name="value">The value so far.</param>
    public static ChainUpdate<T> Partial<T>(T value) => new() { Value = value, HasValue = true };

    /// <summary>The end of a stream that has shown its pieces of text before.</summary>
    /// <typeparam name="T">What the chain gives.</typeparam>
    /// <param name="value">The whole value.</param>
    public static ChainUpdate<T> Final<T>(T value) => new() { Value = value, HasValue = true, IsFinal = true };

    /// <summary>A stream that is one update: the final value, and its text where it is a text, because no piece of it was shown before.</summary>
    /// <typeparam name="T">What the chain gives.</typeparam>
    /// <param name="value">The whole value.</param>
    public static ChainUpdate<T> Whole<T>(T value) => new() { Value = value, HasValue = true, IsFinal = true, TextDelta = TextOf(value) };

    private static string? TextOf<T>(T value) => value switch
    {
        string text => text,
        ChatResponse response => response.Text,
        _ => null,
    };
}
