using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// Messages that a view shows or leaves out together: a call of tools with all its results is one group, so is the request for a person's
/// consent with the answer, and every other message is a group of its own. Views that leave something out do it by groups.
/// </summary>
internal static class MessageGroups
{
    /// <summary>
    /// Where each group begins, in order. A group reaches to the last result of its calls; a call that is never answered holds nothing together,
    /// and results without a call go with the message before them.
    /// </summary>
    /// <param name="messages">The messages.</param>
    public static List<int> Starts(IReadOnlyList<ChatMessage> messages)
    {
        var starts = new List<int>(messages.Count);
        var open = new Dictionary<(bool IsConsent, string Id), int>();
        for (var i = 0; i < messages.Count; i++)
        {
            var hasResults = false;
            foreach (var content in messages[i].Contents)
            {
                if (Answered(content) is not { } answered)
                    continue;
                hasResults = true;
                if (!open.Remove(answered, out var start))
                    continue;
                while (starts[^1] > start)
                    starts.RemoveAt(starts.Count - 1);
            }
            if (starts.Count == 0 || !hasResults)
                starts.Add(i);
            foreach (var content in messages[i].Contents)
            {
                // Some models count their calls anew in each turn: of two with one id the later is meant.
                if (Asked(content) is { } asked)
                    open[asked] = starts[^1];
            }
        }
        return starts;
    }

    /// <summary>
    /// Whether a user says something with it. A message in a user's name that answers a request for consent belongs to that request, and a note of
    /// the runtime is none of theirs.
    /// </summary>
    /// <param name="message">The message.</param>
    public static bool IsUser(ChatMessage message) => message.Role == ChatRole.User && !RuntimeNote.Is(message) && !message.Contents.Any(c => c is ToolApprovalResponseContent);

    /// <summary>Where the newest exchange begins: the first of the last user messages in a row; 0 when there is none.</summary>
    /// <param name="messages">The messages.</param>
    public static int NewestExchange(MessageLog messages) => NewestExchanges(messages, 0);

    /// <summary>Where the newest exchange begins when so many finished ones before it are shown with it.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="exchanges">How many before the newest. From 0.</param>
    public static int NewestExchanges(MessageLog messages, int exchanges)
    {
        var seen = 0;
        for (var i = messages.Count - 1; i > 0; i--)
        {
            if (IsUser(messages[i]) && !IsUser(messages[i - 1]) && ++seen > exchanges)
                return i;
        }
        return 0;
    }

    /// <summary>
    /// The messages from a place on, and all system messages before it. What a memory derived stands between the two.
    /// </summary>
    /// <param name="messages">The messages.</param>
    /// <param name="start">The place in the log.</param>
    /// <param name="derived">What a memory derived; null for nothing.</param>
    public static IReadOnlyList<ChatMessage> From(MessageLog messages, int start, ChatMessage? derived = null)
    {
        if (start == 0 && messages.Pinned.Count == 0 && derived is null)
            return messages;
        var view = new List<ChatMessage>(messages.Count - start + messages.Pinned.Count + 1);
        view.AddRange(messages.Pinned);
        for (var i = 0; i < start; i++)
        {
            if (messages[i].Role == ChatRole.System)
                view.Add(messages[i]);
        }
        if (derived is not null)
            view.Add(derived);
        for (var i = start; i < messages.Count; i++)
            view.Add(messages[i]);
        return view;
    }

    /// <summary>
    /// The tail of a session that has so many exchanges and the one that is under way, and everything from a place on. The exchange under way may have
    /// begun in the session: who asks does not know with what the run begins.
    /// </summary>
    /// <param name="exchanges">How many exchanges. From 0.</param>
    /// <param name="from">The place in the session; null for none.</param>
    public static SessionTail Tail(int exchanges, long? from = null)
    {
        var seen = 0;
        var laterIsUser = false;
        return new SessionTail { From = from, NeedsEarlier = NeedsEarlier };

        bool NeedsEarlier(ChatMessage message)
        {
            var isUser = IsUser(message);
            seen += laterIsUser && !isUser ? 1 : 0;
            laterIsUser = isUser;
            return seen <= exchanges;
        }
    }

    /// <summary>Whether there is anything that could be left out.</summary>
    /// <param name="messages">The messages.</param>
    public static bool CanShrink(IReadOnlyList<ChatMessage> messages) => Newest(messages, 0).Count < messages.Count;

    /// <summary>
    /// The newest groups, at most so many messages, with all system messages and the newest user message, which are shown even if they are more.
    /// </summary>
    /// <param name="messages">The messages.</param>
    /// <param name="most">The most messages to show. From 0.</param>
    public static IReadOnlyList<ChatMessage> Newest(IReadOnlyList<ChatMessage> messages, int most)
    {
        if (messages.Count <= most)
            return messages;
        var starts = Starts(messages);
        var shown = new bool[starts.Count];
        var left = most;
        for (var g = 0; g < starts.Count; g++)
        {
            if (messages[starts[g]].Role == ChatRole.System || g == LastUser(messages, starts) || g == starts.Count - 1)
                left -= Show(g);
        }
        for (var g = starts.Count - 1; g >= 0; g--)
        {
            if (shown[g])
                continue;
            if (Size(g) > left)
                break;
            left -= Show(g);
        }
        var view = new List<ChatMessage>();
        for (var g = 0; g < starts.Count; g++)
        {
            for (var i = starts[g]; shown[g] && i < starts[g] + Size(g); i++)
                view.Add(messages[i]);
        }
        return view;

        int Size(int group) => (group + 1 < starts.Count ? starts[group + 1] : messages.Count) - starts[group];

        int Show(int group)
        {
            shown[group] = true;
            return Size(group);
        }
    }

    private static int LastUser(IReadOnlyList<ChatMessage> messages, List<int> starts)
    {
        for (var g = starts.Count - 1; g >= 0; g--)
        {
            if (IsUser(messages[starts[g]]))
                return g;
        }
        return -1;
    }

    private static (bool IsConsent, string Id)? Asked(AIContent content) => content switch
    {
        FunctionCallContent { InformationalOnly: false } call => (false, call.CallId),
        ToolApprovalRequestContent request => (true, request.RequestId),
        _ => null,
    };

    private static (bool IsConsent, string Id)? Answered(AIContent content) => content switch
    {
        FunctionResultContent result => (false, result.CallId),
        ToolApprovalResponseContent answer => (true, answer.RequestId),
        _ => null,
    };
}
