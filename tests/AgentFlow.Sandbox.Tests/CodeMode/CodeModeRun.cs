using System.Runtime.CompilerServices;
using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sandbox.Tests;

/// <summary>An agent with code mode whose model writes one script and then says Done.</summary>
internal sealed class CodeModeRun(string code, params AIFunction[] tools)
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public IRunJournal Journal { get; init; } = new InMemoryJournal();

    public CodeModeOptions Options { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static RunRequest Request => new() { Messages = [new ChatMessage(ChatRole.User, "go")], RunId = "r1" };

    public Agent Agent => new(new ScriptModel(code), new AgentOptions { Journal = Journal, Tools = [CodeMode.Create(tools, Options)], TimeProvider = Time });

    /// <summary>Runs the script, and gives what the model is told of it.</summary>
    public async Task<string> ResultAsync()
    {
        await Agent.RunAsync(Request, Token);
        return (await CompletedAsync()).Result;
    }

    /// <summary>How the script's own call ended.</summary>
    public async Task<ToolCompleted> CompletedAsync() => (await EventsAsync()).OfType<ToolCompleted>().Single(c => c.ParentCallId is null);

    public async Task<List<RunEvent>> EventsAsync()
    {
        List<RunEvent> events = [];
        await foreach (var e in Journal.ReadAsync("r1", Token))
            events.Add(e);
        return events;
    }

    /// <summary>Says the same to whatever process resumes a run.</summary>
    private sealed class ScriptModel(string code) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            var arguments = new System.Text.Json.Nodes.JsonObject { ["code"] = code }.ToJsonString();
            yield return messages.Last().Role == ChatRole.Tool
                ? new ChatResponseUpdate(ChatRole.Assistant, "Done.")
                : new ChatResponseUpdate(ChatRole.Assistant, [ScriptedChatClient.Call("run_code", arguments, "c1")]);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
