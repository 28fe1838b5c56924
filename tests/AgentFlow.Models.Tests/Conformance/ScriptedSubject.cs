using AgentFlow.Testing;
using AgentFlow.Testing.Conformance;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Tests.Conformance;

/// <summary>The scripted client, which is held to the same rules as the models that it stands for.</summary>
internal sealed class ScriptedSubject : ChatClientSubject
{
    private const int Lines = 20;

    public override ValueTask<IChatClient?> AnsweringAsync(string text) => Script(client => client.Says(text));

    public override ValueTask<IChatClient?> CallingAsync(string tool, string arguments) => Script(client => client.Calls(tool, arguments));

    public override ValueTask<IChatClient?> HangingAsync() => Script(client => client.After(TimeSpan.FromDays(1), new ManualTimeProvider()).Says("late"));

    public override ValueTask<IChatClient?> FailingAsync() => Script(client => client.Throws(new HttpRequestException("no such thing")));

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ValueTask<IChatClient?> Script(Action<ScriptedChatClient> line)
    {
        var client = new ScriptedChatClient();
        for (var i = 0; i < Lines; i++)
            line(client);
        return new(client);
    }
}
