using AgentFlow.Memory;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Memory;

/// <summary>Seeded conversations of every shape: parallel calls, results in one message or several, images, empty turns, system messages, users in a row, consent asked and given.</summary>
internal sealed class RandomHistory(int seed)
{
    private readonly Random _random = new(seed);
    private int _calls;

    public Random Random => _random;

    public List<ChatMessage> Make(int exchanges)
    {
        List<ChatMessage> messages = [];
        for (var i = 0; i < exchanges; i++)
            AddExchange(messages, isLast: i == exchanges - 1);
        return messages;
    }

    /// <summary>Fails when a view breaks one of the promises that every memory makes.</summary>
    public static void AssertPromises(MessageLog log, IReadOnlyList<ChatMessage> view)
    {
        var own = view.Where(m => log.Contains(m) || log.Pinned.Contains(m)).ToList();
        var order = log.Pinned.Concat(log).Where(own.Contains).ToList();
        Assert.Equal(order, own);
        Assert.Empty(log.Pinned.Concat(log).Where(m => m.Role == ChatRole.System).Except(view));
        if (log.LastOrDefault(m => m.Role == ChatRole.User && !m.Contents.OfType<ToolApprovalResponseContent>().Any()) is { } newest)
            Assert.Contains(newest, view);
        var calls = view.SelectMany(m => m.Contents.OfType<FunctionCallContent>()).Select(c => c.CallId).ToHashSet();
        var results = view.SelectMany(m => m.Contents.OfType<FunctionResultContent>()).Select(c => c.CallId).ToHashSet();
        var answered = log.SelectMany(m => m.Contents.OfType<FunctionResultContent>()).Select(c => c.CallId).ToHashSet();
        Assert.Equal(results.Order(), calls.Intersect(answered).Order());
        var asked = view.SelectMany(m => m.Contents.OfType<ToolApprovalRequestContent>()).Select(c => c.RequestId);
        Assert.Equal(asked.Order(), view.SelectMany(m => m.Contents.OfType<ToolApprovalResponseContent>()).Select(c => c.RequestId).Order());
    }

    private void AddExchange(List<ChatMessage> messages, bool isLast)
    {
        if (_random.Next(12) == 0)
            messages.Add(new ChatMessage(ChatRole.System, Text(10)));
        for (var i = _random.Next(8) == 0 ? 2 : 1; i > 0; i--)
            messages.Add(User());
        for (var i = _random.Next(3); i > 0; i--)
        {
            if (_random.Next(6) == 0)
                AddConsent(messages);
            AddCalls(messages, mayBeOpen: isLast && i == 1);
        }
        if (_random.Next(isLast ? 3 : 12) != 0)
            messages.Add(new ChatMessage(ChatRole.Assistant, _random.Next(10) == 0 ? [] : [new TextContent(Text(80))]));
    }

    private ChatMessage User() => _random.Next(10) switch
    {
        0 => new ChatMessage(ChatRole.User, [new TextContent(Text(10)), new DataContent(new byte[] { 1, 2, 3 }, "image/png")]),
        1 => new ChatMessage(ChatRole.User, string.Empty),
        2 => new ChatMessage(ChatRole.User, Text(300)),
        _ => new ChatMessage(ChatRole.User, Text(40)),
    };

    private void AddCalls(List<ChatMessage> messages, bool mayBeOpen)
    {
        FunctionCallContent[] calls = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => new FunctionCallContent($"c{_calls++}", "look", new Dictionary<string, object?> { ["at"] = Text(5) }))];
        messages.Add(new ChatMessage(ChatRole.Assistant, [.. calls]));
        if (mayBeOpen && _random.Next(3) == 0)
            return;
        FunctionResultContent[] results = [.. calls.Select(c => new FunctionResultContent(c.CallId, Text(60)))];
        if (_random.Next(2) == 0)
            messages.Add(new ChatMessage(ChatRole.Tool, [.. results]));
        else
            messages.AddRange(results.Select(r => new ChatMessage(ChatRole.Tool, [r])));
    }

    private void AddConsent(List<ChatMessage> messages)
    {
        ToolApprovalRequestContent[] requests = [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => new ToolApprovalRequestContent($"a{_calls}", new FunctionCallContent($"c{_calls++}", "pay")))];
        messages.Add(new ChatMessage(ChatRole.Assistant, [.. requests]));
        messages.Add(new ChatMessage(ChatRole.User, [.. requests.Select(r => new ToolApprovalResponseContent(r.RequestId, _random.Next(2) == 0, r.ToolCall))]));
    }

    private string Text(int words) => string.Join(' ', Enumerable.Range(0, _random.Next(words + 1)).Select(_ => "word" + _random.Next(100)));
}
