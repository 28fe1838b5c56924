using System.Text;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Packing;

/// <summary>
/// What a run says is in its events already. When the messages of a long run go into its session, those that can be made again from events, to the byte, are kept as the
/// numbers of these events.
/// </summary>
internal static class MessageQuotes
{
    /// <summary>For each message the events that say it; null for one that no events say.</summary>
    /// <param name="events">The run's events, from the first.</param>
    /// <param name="messages">The messages, as JSON.</param>
    public static long[]?[] Find(IReadOnlyList<RunEvent> events, IReadOnlyList<byte[]> messages)
    {
        var quotes = new long[]?[messages.Count];
        var next = 0;
        for (var i = 0; i < messages.Count; i++)
        {
            if (FindNext(events, messages[i], ref next) is { } quote)
                quotes[i] = quote;
        }
        return quotes;
    }

    /// <summary>The row of a message that is kept as the numbers of events.</summary>
    public static byte[] Write(ChatRole role, long run, long[] events) =>
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"{{\"role\":\"{role.Value}\",\"from\":[{run},{string.Join(',', events)}]}}"));

    /// <summary>The same in an encrypted file, where only the run is readable.</summary>
    public static byte[] Write(ChatRole role, long run, string sealedEvents) =>
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"{{\"role\":\"{role.Value}\",\"from\":{run},\"sealed\":\"{sealedEvents}\"}}"));

    /// <summary>Whether a row is such a one. No message has a member of that name.</summary>
    public static bool IsQuote(ReadOnlySpan<byte> json) =>
        json.StartsWith("{\"role\":\"assistant\",\"from\":"u8) || json.StartsWith("{\"role\":\"tool\",\"from\":"u8);

    /// <summary>The message that events say.</summary>
    public static ChatMessage? Restore(IReadOnlyList<RunEvent> events) => events switch
    {
        [ModelResponded answer] => answer.Message,
        [ToolCompleted, ..] when events.All(e => e is ToolCompleted) => new ChatMessage(ChatRole.Tool, [.. events.Cast<ToolCompleted>().Select(e => new FunctionResultContent(e.CallId, e.Result))]),
        _ => null,
    };

    /// <summary>Messages come in the order of their events, so what lies before the last one found is not looked at again.</summary>
    private static long[]? FindNext(IReadOnlyList<RunEvent> events, byte[] json, ref int next)
    {
        var message = RunEventJson.DeserializeMessage(json);
        if (message.Role != ChatRole.Assistant && message.Role != ChatRole.Tool)
            return null;
        var calls = message.Contents.OfType<FunctionResultContent>().Select(c => c.CallId).ToList();
        for (var at = next; at < events.Count; at++)
        {
            var quote = message.Role == ChatRole.Assistant ? (events[at] is ModelResponded ? new[] { (long)at } : null) : Results(events, at, calls);
            if (quote is null)
                continue;
            if (Restore([.. quote.Select(q => events[(int)q])]) is { } restored && RunEventJson.Serialize(restored).AsSpan().SequenceEqual(json))
            {
                next = (int)quote.Max() + 1;
                return quote;
            }
        }
        return null;
    }

    /// <summary>The ends of an answer's calls, in the order of the message, beginning with whichever ended first.</summary>
    private static long[]? Results(IReadOnlyList<RunEvent> events, int at, List<string> calls)
    {
        if (events[at] is not ToolCompleted first || !calls.Contains(first.CallId))
            return null;
        var found = new long[calls.Count];
        Array.Fill(found, -1);
        var missing = calls.Count;
        for (var i = at; i < events.Count && missing > 0; i++)
        {
            if (events[i] is ModelResponded && i > at && missing == calls.Count)
                return null;
            if (events[i] is ToolCompleted completed && calls.IndexOf(completed.CallId) is >= 0 and var place && found[place] < 0)
            {
                found[place] = i;
                missing--;
            }
        }
        return missing == 0 ? found : null;
    }
}
