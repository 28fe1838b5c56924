namespace AgentFlow.Benchmarks.Http;

/// <summary>One way to write an agent's loop over HTTP.</summary>
internal interface IContender
{
    /// <summary>Asks, runs the tools that the model calls, and returns what it says in the end.</summary>
    Task<string> RunAsync(string question, CancellationToken cancellationToken);

    /// <summary>Asks, and looks at every piece of the answer as it comes; returns the number of characters seen.</summary>
    Task<int> StreamAsync(string question, CancellationToken cancellationToken);

    /// <summary>A conversation that has a history already: a user's text, an assistant's, and so on.</summary>
    Task<IConversation> BeginAsync(IReadOnlyList<string> history, CancellationToken cancellationToken);
}
