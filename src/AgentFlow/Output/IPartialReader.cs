namespace AgentFlow.Output;

/// <summary>Reads one text while it arrives. Not thread-safe; the cost of a whole text is linear in its length.</summary>
/// <typeparam name="T">What the text holds.</typeparam>
public interface IPartialReader<out T>
{
    /// <summary>What is known so far; meaningful once <see cref="Add"/> has returned true. Not checked: only the whole text is.</summary>
    T? Value { get; }

    /// <summary>Takes the next piece of the text.</summary>
    /// <param name="delta">Any length; it may break anywhere.</param>
    /// <returns>Whether <see cref="Value"/> is now another one.</returns>
    bool Add(ReadOnlySpan<char> delta);
}
