using AgentFlow.Testing.Recording;
using Microsoft.Extensions.AI;

namespace AgentFlow.Testing;

/// <summary>What tests put around a model.</summary>
public static class TestingChatClientExtensions
{
    /// <summary>The same model over a bad connection.</summary>
    /// <param name="client">The model; disposed of with the result.</param>
    /// <param name="options">Which faults, and how often; copied.</param>
    /// <exception cref="ArgumentException">Options are out of their range; the message names them all.</exception>
    public static FaultyChatClient UseFaults(this IChatClient client, FaultOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        return new FaultyChatClient(client, options.CopyIfValid());
    }

    /// <summary>
    /// The same model, and every exchange with it goes into a file, one line of JSON each, with secrets masked; <see cref="ReplayingChatClient.Load"/> answers from
    /// that file. An existing file is replaced at the first exchange.
    /// </summary>
    /// <param name="client">The model; disposed of with the result.</param>
    /// <param name="path">The file.</param>
    /// <param name="secrets">Texts that are masked wherever they stand, beside what looks like a key.</param>
    public static IChatClient UseRecording(this IChatClient client, string path, params IReadOnlyList<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(secrets);
        return new RecordingChatClient(client, path, new SecretMask(secrets));
    }
}
