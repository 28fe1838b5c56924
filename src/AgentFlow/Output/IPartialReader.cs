namespace AgentFlow.Output;

/// <summary>
/// Reads one text while it arrives. Taking the pieces costs time linear in the text, however it is cut; <see cref="Value"/> may be made when it is
/// asked for.
/// </summary>
/// <typeparam name="T">What the text holds.</typeparam>
/// <remarks>Not thread-safe. A value that was taken out stays as it is.</remarks>
public interface IPartialReader<out T>
{
    /// <summary>What is known so far; meaningful once <see cref="Add"/> has returned true. Not checked: only the whole text is.</summary>
    T? Value { get; }

    /// <summary>Takes the next piece of the text.</summary>
    /// <param name="delta">Any length; it may break anywhere.</param>
    /// <returns>Whether <see cref="Value"/> is now another one.</returns>
    bool Add(ReadOnlySpan<char> delta);
}
