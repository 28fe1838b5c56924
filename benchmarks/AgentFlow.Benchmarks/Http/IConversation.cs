namespace AgentFlow.Benchmarks.Http;

/// <summary>A conversation of one contender.</summary>
internal interface IConversation : IDisposable
{
    /// <summary>Says one thing more, with the whole history before it, and returns the answer.</summary>
    Task<string> TurnAsync(string text, CancellationToken cancellationToken);
}
