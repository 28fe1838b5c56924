using AgentFlow.Models.Offline.Text;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Offline;

/// <summary>The conversation as the model sees it: the question at hand, what tools answered to it so far, and what was said before.</summary>
internal sealed class Turn
{
    private Turn(IReadOnlyList<ChatMessage> earlier, string question, IReadOnlyList<Exchange> exchanges, ChatOptions? options,
        DateTimeOffset now)
    {
        Earlier = earlier;
        Question = question;
        Exchanges = exchanges;
        Options = options;
        Now = now;
    }

    /// <summary>The messages before the question.</summary>
    public IReadOnlyList<ChatMessage> Earlier { get; }

    /// <summary>The text of the user's last message, empty if there is none.</summary>
    public string Question { get; }

    /// <summary>The calls made since the question, in their order.</summary>
    public IReadOnlyList<Exchange> Exchanges { get; }

    public ChatOptions? Options { get; }

    public DateTimeOffset Now { get; }

    public static Turn Read(IReadOnlyList<ChatMessage> messages, ChatOptions? options, DateTimeOffset now)
    {
        var asked = messages.Count - 1;
        while (asked >= 0 && !(messages[asked].Role == ChatRole.User && messages[asked].Text.Length > 0))
            asked--;
        var results = new Dictionary<string, FunctionResultContent>(StringComparer.Ordinal);
        var calls = new List<FunctionCallContent>();
        for (var i = asked + 1; i < messages.Count; i++)
            foreach (var content in messages[i].Contents)
            {
                if (content is FunctionCallContent call)
                    calls.Add(call);
                else if (content is FunctionResultContent result)
                    results[result.CallId] = result;
            }
        var exchanges = calls.Select(c => new Exchange(c, results.GetValueOrDefault(c.CallId))).ToList();
        return new Turn(messages.Take(Math.Max(0, asked)).ToList(), asked < 0 ? ""
            : WellFormed.From(messages[asked].Text), exchanges, options, now);
    }
}
