using System.Runtime.CompilerServices;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;

namespace AgentFlow.KillTarget;

/// <summary>
/// A model without state: what it says follows from the messages alone, so that it says the same to whatever process resumes a run. Three
/// turns of calls, one to three at once, then an answer that counts the user's messages that it sees.
/// </summary>
public sealed class PlannedModel : IChatClient
{
    private static readonly string[][] Turns = [["look", "charge"], ["mail"], ["send", "charge", "look"]];

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        var all = messages.ToList();
        var asked = all.FindLastIndex(m => m.Role == ChatRole.User);
        var turn = all.Skip(asked).Count(m => m.Role == ChatRole.Tool);
        if (turn == Turns.Length)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, $"answer {all.Count(m => m.Role == ChatRole.User)}");
            yield break;
        }
        for (var i = 0; i < Turns[turn].Length; i++)
            yield return new ChatResponseUpdate(ChatRole.Assistant, [ScriptedChatClient.Call(Turns[turn][i], $$"""{"n":{{i}}}""", $"call{i}")]);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
