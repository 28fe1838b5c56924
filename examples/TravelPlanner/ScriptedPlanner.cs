using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TravelPlanner;

/// <summary>Stands in for a model: it has one plan for every trip, uses the tool that a step's task names, and puts together what the steps found.</summary>
internal sealed class ScriptedPlanner : IChatClient
{
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Delay(50, cancellationToken); // As if it thought.
        yield return new ChatResponseUpdate(ChatRole.Assistant, [Answer([.. messages])]);
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static AIContent Answer(List<ChatMessage> messages)
    {
        var prompt = messages.First(m => m.Role == ChatRole.User).Text;
        if (messages[^1].Contents.OfType<FunctionResultContent>().FirstOrDefault() is { Result: var found })
            return new TextContent($"{found}" is { } text && text.StartsWith("No ", StringComparison.Ordinal) ? $"CANNOT: {text}" : $"{found}");
        if (prompt.StartsWith("Make a plan", StringComparison.Ordinal))
        {
            var city = Line(prompt, "Goal: ").Split(' ').SkipWhile(w => w != "in").Skip(1).FirstOrDefault() ?? "Lisbon";
            return Json($$"""{"goal":{{JsonSerializer.Serialize(Line(prompt, "Goal: "))}},"steps":[{"id":"flight","task":"find_flight {{city}}","use":"find_flight"},{"id":"hotel","task":"find_beach_hotel {{city}}","use":"find_beach_hotel"},{"id":"cost","task":"Add up the costs","dependsOn":["flight","hotel"]}]}""");
        }
        if (prompt.StartsWith("Some steps", StringComparison.Ordinal))
        {
            var city = Line(prompt, "[hotel] find_beach_hotel ");
            return Json($$"""{"change":[{"id":"hotel","task":"find_city_hotel {{city}}","use":"find_city_hotel"}]}""");
        }
        if (prompt.StartsWith("Answer with what", StringComparison.Ordinal))
            return Json("""{"claims":[{"text":"Flight and a city hotel are found; the beach hotels were full.","steps":["flight","hotel"]},{"text":"It costs what the last step says.","steps":["cost"]}]}""".Replace("It costs what the last step says.", Line(prompt, "[cost] Add up the costs\n")));
        var task = Line(prompt, "Your step: ").Split(' ', 2);
        return task[0].StartsWith("find_", StringComparison.Ordinal)
            ? new FunctionCallContent(Guid.NewGuid().ToString("n"), task[0], new Dictionary<string, object?> { ["city"] = task[1] })
            : new TextContent($"The trip costs {prompt.Split(' ').Zip(prompt.Split(' ').Skip(1)).Where(p => p.Second.StartsWith("EUR", StringComparison.Ordinal)).Sum(p => int.Parse(p.First))} EUR in all.");
    }

    private static TextContent Json(string text) => new(text);

    private static string Line(string text, string before) => text.Split(before) is [_, var rest, ..] ? rest.Split('\n')[0] : "";
}
