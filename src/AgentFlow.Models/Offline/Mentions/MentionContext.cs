using AgentFlow.Models.Offline.Text;

namespace AgentFlow.Models.Offline.Mentions;

/// <summary>What a reader sees: the text, its tokens, the present time, and which tokens are taken already.</summary>
internal readonly record struct MentionContext(string Text, IReadOnlyList<Token> Tokens, DateTimeOffset Now, IReadOnlyList<Mention?> Taken)
{
    public bool IsFree(int first, int last)
    {
        for (var i = first; i <= last; i++)
            if (i < 0 || i >= Tokens.Count || Taken[i] is not null)
                return false;
        return true;
    }

    /// <summary>Whether token <paramref name="at"/> exists, is free and reads like one of <paramref name="texts"/>.</summary>
    public bool Is(int at, params ReadOnlySpan<string> texts)
    {
        if (at < 0 || at >= Tokens.Count || Taken[at] is not null)
            return false;
        foreach (var text in texts)
            if (Tokens[at].Is(text))
                return true;
        return false;
    }

    public string Slice(int first, int last) => Text[Tokens[first].Start..Tokens[last].End];

    /// <summary>The index of the last token that ends at or before <paramref name="position"/>.</summary>
    public int TokenEndingBy(int position, int from)
    {
        var last = from;
        while (last + 1 < Tokens.Count && Tokens[last + 1].End <= position)
            last++;
        return last;
    }
}
