using Microsoft.Extensions.AI;

namespace AgentFlow.Testing.Conformance;

/// <summary>
/// A backend under test, and the means to make its model say something: over a server on the loopback interface, say. A method gives null where the backend
/// cannot do what it asks; the cases that need it then have nothing to try.
/// </summary>
public abstract class ChatClientSubject : IAsyncDisposable
{
    /// <summary>A client whose model says a text to every request.</summary>
    /// <param name="text">The text; may be empty.</param>
    public abstract ValueTask<IChatClient?> AnsweringAsync(string text);

    /// <summary>A client whose model calls a tool, whatever it is asked.</summary>
    /// <param name="tool">The tool's name.</param>
    /// <param name="arguments">A JSON object.</param>
    public abstract ValueTask<IChatClient?> CallingAsync(string tool, string arguments);

    /// <summary>A client whose model begins no answer until the request is cancelled.</summary>
    public abstract ValueTask<IChatClient?> HangingAsync();

    /// <summary>A client whose server answers every request with an error.</summary>
    public abstract ValueTask<IChatClient?> FailingAsync();

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();
}
