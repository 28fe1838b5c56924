using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ResearchTeam;

/// <summary>Stands in for the models of the three agents: it knows by its instructions which one it is, and by the last message what to say.</summary>
internal sealed class ScriptedTeam : IChatClient
{
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Delay(50, cancellationToken); // As if it thought.
        yield return new ChatResponseUpdate(ChatRole.Assistant, [.. Answer([.. messages], options?.Instructions ?? "")]);
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static IEnumerable<AIContent> Answer(List<ChatMessage> messages, string instructions)
    {
        var task = messages[0].Text;
        var results = messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>().Select(r => $"{r.Result}").ToList();
        if (instructions.StartsWith("You look", StringComparison.Ordinal))
            return [results.Count > 0 ? new TextContent(results[^1]) : Call("read_article", ("subject", task.Split(' ')[^1]))];
        if (instructions.StartsWith("You calculate", StringComparison.Ordinal))
            return [results.Count > 0 ? new TextContent(results[^1]) : Call("calculate", ("expression", task))];
        return results.Count switch
        {
            0 => [Call("librarian", ("task", "What does the library say about the Rhine")), Call("librarian", ("task", "What does the library say about the Elbe"))],
            2 => [Call("reckoner", ("task", $"{Number(results[0])} - {Number(results[1])}"))],
            _ => [new TextContent($"{results[0]} {results[1]} So the Rhine is {results[2]} km longer.")],
        };
    }

    private static FunctionCallContent Call(string tool, (string Name, string Value) argument) =>
        new(Guid.NewGuid().ToString("n")[..8], tool, new Dictionary<string, object?> { [argument.Name] = argument.Value });

    private static string Number(string text) => text.Split(' ').First(w => int.TryParse(w, out _));
}
