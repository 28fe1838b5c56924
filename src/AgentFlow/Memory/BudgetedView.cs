using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// Chooses what fits a token budget. Always shown: system messages, the newest user message, and the newest group behind it. Then the groups
/// behind that user message, newest first; then earlier exchanges, newest first and each whole, so that a view begins with a user's message.
/// </summary>
internal sealed class BudgetedView
{
    private readonly MessageLog _log;
    private readonly List<int> _starts;
    private readonly bool[] _shown;
    private readonly int _lastUser;
    private readonly PromptTokenCounter _counter;

    private BudgetedView(MessageLog log, PromptTokenCounter counter)
    {
        _log = log;
        _counter = counter;
        _starts = MessageGroups.Starts(log);
        _shown = new bool[_starts.Count];
        _lastUser = _starts.FindLastIndex(s => MessageGroups.IsUser(log[s]));
    }

    /// <summary>What is left of the budget.</summary>
    public int Left { get; private set; }

    /// <summary>The place in the log of the first message from which on nothing was left out.</summary>
    public int FirstShown { get; private set; }

    /// <param name="log">The messages.</param>
    /// <param name="counter">Counts them.</param>
    /// <param name="budget">For the whole request.</param>
    /// <param name="overhead">What of it is gone before the first message.</param>
    /// <exception cref="MemoryBudgetException">What must be shown is more than the budget.</exception>
    public static BudgetedView Choose(MessageLog log, PromptTokenCounter counter, int budget, int overhead) =>
        TryChoose(log, counter, budget, overhead, out var needed) ?? throw new MemoryBudgetException(budget, overhead, needed);

    /// <summary>The same, or null when what must be shown is more than the budget.</summary>
    public static BudgetedView? TryChoose(MessageLog log, PromptTokenCounter counter, int budget, int overhead, out int needed)
    {
        var view = new BudgetedView(log, counter);
        needed = view.ShowWhatMust();
        view.Left = budget - overhead - needed;
        if (view.Left < 0)
            return null;
        view.ShowWhatFits();
        return view;
    }

    /// <summary>The messages that are shown, and behind the system messages at their beginning what a memory derived.</summary>
    public IReadOnlyList<ChatMessage> ToMessages(params IReadOnlyCollection<ChatMessage> derived)
    {
        if (derived.Count == 0 && _log.Pinned.Count == 0 && Array.TrueForAll(_shown, s => s))
            return _log;
        List<ChatMessage> messages = [.. _log.Pinned];
        var at = messages.Count;
        for (var g = 0; g < _starts.Count; g++)
        {
            for (var i = _starts[g]; _shown[g] && i < End(g); i++)
                messages.Add(_log[i]);
            if (_shown[g] && at == messages.Count - 1 && messages[at].Role == ChatRole.System)
                at++;
        }
        messages.InsertRange(at, derived);
        return messages;
    }

    private int ShowWhatMust()
    {
        var needed = _log.Pinned.Sum(_counter.Count);
        for (var g = 0; g < _starts.Count; g++)
        {
            if (_log[_starts[g]].Role == ChatRole.System || g == _lastUser || g == _starts.Count - 1)
            {
                _shown[g] = true;
                needed += Tokens(g);
            }
        }
        return needed;
    }

    private void ShowWhatFits()
    {
        var end = _starts.Count;
        FirstShown = _log.Count;
        for (var g = end - 1; g > _lastUser; g--)
        {
            if (!TryShow(g, g + 1))
                return;
            FirstShown = _starts[g];
        }
        for (var g = _lastUser; g >= 0; g--)
        {
            // An exchange begins with its first user message in a row.
            if (!MessageGroups.IsUser(_log[_starts[g]]) || g > 0 && MessageGroups.IsUser(_log[_starts[g - 1]]))
                continue;
            if (!TryShow(g, end))
                return;
            FirstShown = _starts[g];
            end = g;
        }
        if (end > 0 && TryShow(0, end))
            FirstShown = 0;
    }

    /// <summary>Shows all of some groups, or none of those that are not shown already.</summary>
    private bool TryShow(int from, int end)
    {
        var tokens = 0;
        for (var g = from; g < end; g++)
            tokens += _shown[g] ? 0 : Tokens(g);
        if (tokens > Left)
            return false;
        Left -= tokens;
        _shown.AsSpan(from, end - from).Fill(true);
        return true;
    }

    private int Tokens(int group)
    {
        var tokens = 0;
        for (var i = _starts[group]; i < End(group); i++)
            tokens += _counter.Count(_log[i]);
        return tokens;
    }

    private int End(int group) => group + 1 < _starts.Count ? _starts[group + 1] : _log.Count;
}
