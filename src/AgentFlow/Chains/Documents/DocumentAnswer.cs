namespace AgentFlow.Chains;

/// <summary>An answer out of documents.</summary>
public sealed record DocumentAnswer
{
    /// <summary>The answer, with the numbers of documents in brackets where it rests on them: <c>[2]</c> is the second that was given.</summary>
    public required string Text { get; init; }

    /// <summary>The documents that the answer names, each once, in the order in which it names them. Empty when it names none.</summary>
    public required IReadOnlyList<Document> Sources { get; init; }

    /// <summary>The <see cref="Text"/>.</summary>
    public override string ToString() => Text;
}
