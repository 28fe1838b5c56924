using AgentFlow.Agents;
using AgentFlow.Agents.Teams;
using AgentFlow.Runs;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents.Teams;

internal static class TeamTestExtensions
{
    public static Agent Named(this IChatClient model, string name, params AIFunction[] tools) => new(model, new AgentOptions { Name = name, Tools = tools });

    public static TeamMember Member(this IChatClient model, string name, params AIFunction[] tools) => new(model.Named(name, tools), $"Is good at {name}.");

    public static RunRequest Ask(string text, string? sessionId = null) => new() { Messages = [new ChatMessage(ChatRole.User, text)], RunId = "r1", SessionId = sessionId };

    public static async Task<List<RunSummary>> RunsAsync(this IRunJournal journal)
    {
        List<RunSummary> runs = [];
        await foreach (var run in journal.ListAsync(new RunQuery(), Token))
            runs.Add(run);
        return runs;
    }

    public static async Task<IEnumerable<string>> SaidAsync(this Agent agent, string sessionId) =>
        (await agent.Journal.Sessions.LoadAsync(sessionId, Token)).Messages.Select(m => m.Text);

    public static IEnumerable<string> Texts(this ScriptedRequest request) => request.Messages.Select(m => m.Text);

    /// <summary>A model that always answers the same way.</summary>
    public static IChatClient Always(string text) => new FunctionClient(_ => [new TextContent(text)]);

    /// <summary>A model that answers by a function of the messages, so that it can be asked again after a crash.</summary>
    public static IChatClient By(Func<IReadOnlyList<ChatMessage>, AIContent> answer) => new FunctionClient(m => [answer(m)]);

    public static AIContent Text(string text) => new TextContent(text);

    public static AIContent Call(string tool, string arguments = "{}", string callId = "c1") => ScriptedChatClient.Call(tool, arguments, callId);

    private sealed class FunctionClient(Func<IReadOnlyList<ChatMessage>, IList<AIContent>> answer) : IChatClient
    {
        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, [.. answer([.. messages]), new UsageContent(new UsageDetails { TotalTokenCount = 10 })]);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
