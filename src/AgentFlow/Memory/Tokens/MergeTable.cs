namespace AgentFlow.Memory;

/// <summary>
/// Which two neighbouring tokens become one, and in what order: byte pair encoding as in Sennrich, Haddow and Birch, "Neural Machine Translation of
/// Rare Words with Subword Units" (2016).
/// </summary>
internal sealed class MergeTable
{
    private readonly Dictionary<ulong, (int Rank, int Token)> _pairs;

    public MergeTable(int capacity) => _pairs = new(capacity);

    /// <summary>Two tokens that become one. Of two entries for a pair the earlier in rank counts.</summary>
    public void Add(int left, int right, int rank, int token)
    {
        var key = Key(left, right);
        if (!_pairs.TryGetValue(key, out var known) || rank < known.Rank)
            _pairs[key] = (rank, token);
    }

    /// <summary>
    /// Merges until no pair of neighbours is in the table: always the pair of the lowest rank, the leftmost among equals. A queue of candidates over a
    /// linked list keeps the work at n log n, whatever the text is.
    /// </summary>
    /// <param name="tokens">The tokens to merge, in place.</param>
    /// <returns>How many are left, at the front of <paramref name="tokens"/>.</returns>
    public int Merge(Span<int> tokens)
    {
        if (tokens.Length < 2)
            return tokens.Length;
        return tokens.Length <= 64 ? MergeShort(tokens) : MergeLong(tokens);
    }

    /// <summary>For a piece of ordinary length looking at all pairs again is quicker than a queue.</summary>
    private int MergeShort(Span<int> tokens)
    {
        Span<(int Rank, int Token)> ahead = stackalloc (int, int)[tokens.Length];
        var count = tokens.Length;
        for (var i = 0; i < count - 1; i++)
            ahead[i] = Find(tokens[i], tokens[i + 1]);
        while (count > 1)
        {
            var best = 0;
            for (var i = 1; i < count - 1; i++)
            {
                if (ahead[i].Rank < ahead[best].Rank)
                    best = i;
            }
            if (ahead[best].Rank == int.MaxValue)
                break;
            tokens[best] = ahead[best].Token;
            tokens[(best + 2)..count].CopyTo(tokens[(best + 1)..]);
            ahead[(best + 2)..count].CopyTo(ahead[(best + 1)..]);
            count--;
            if (best < count - 1)
                ahead[best] = Find(tokens[best], tokens[best + 1]);
            if (best > 0)
                ahead[best - 1] = Find(tokens[best - 1], tokens[best]);
        }
        return count;
    }

    private int MergeLong(Span<int> tokens)
    {
        var count = tokens.Length;
        var next = new int[count];
        var previous = new int[count];
        var queue = new PriorityQueue<(int At, int Left, int Right), (int Rank, int At)>(count);
        for (var i = 0; i < count; i++)
        {
            next[i] = i + 1;
            previous[i] = i - 1;
        }
        for (var i = 0; i + 1 < count; i++)
            Enqueue(tokens, i, i + 1);
        while (queue.TryDequeue(out var pair, out _))
        {
            var right = next[pair.At];
            // A merge beside it may have changed either half since it was put into the queue.
            if (tokens[pair.At] != pair.Left || right >= tokens.Length || tokens[right] != pair.Right)
                continue;
            tokens[pair.At] = Find(pair.Left, pair.Right).Token;
            tokens[right] = -1;
            var after = next[right];
            next[pair.At] = after;
            if (after < tokens.Length)
            {
                previous[after] = pair.At;
                Enqueue(tokens, pair.At, after);
            }
            if (previous[pair.At] >= 0)
                Enqueue(tokens, previous[pair.At], pair.At);
        }
        return Compact(tokens);

        void Enqueue(Span<int> all, int at, int right)
        {
            var (rank, _) = Find(all[at], all[right]);
            if (rank != int.MaxValue)
                queue.Enqueue((at, all[at], all[right]), (rank, at));
        }
    }

    private static int Compact(Span<int> tokens)
    {
        var count = 0;
        foreach (var token in tokens)
        {
            if (token >= 0)
                tokens[count++] = token;
        }
        return count;
    }

    private (int Rank, int Token) Find(int left, int right) => _pairs.TryGetValue(Key(left, right), out var found) ? found : (int.MaxValue, -1);

    private static ulong Key(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;
}
