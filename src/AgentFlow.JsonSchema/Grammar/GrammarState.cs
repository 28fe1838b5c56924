namespace AgentFlow.JsonSchema.Grammar;

/// <summary>Where a text stands in a grammar. Unchanging: keep it to go back, or to try several continuations.</summary>
public sealed class GrammarState
{
    private readonly HashSet<Position> _positions;

    internal GrammarState(Node start) => _positions = Close([new Position(start, null)]);

    private GrammarState(HashSet<Position> positions) => _positions = positions;

    /// <summary>Whether the text so far is a whole value that matches the schema.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The bytes that may come next; empty when nothing may.</summary>
    public ByteSet AllowedBytes
    {
        get
        {
            var allowed = default(ByteSet);
            foreach (var position in _positions)
            {
                foreach (var (from, to, _) in position.Node.Edges)
                    allowed = allowed.With(from, to);
            }
            return allowed;
        }
    }

    /// <summary>The state after some bytes of UTF-8, which may end within a character.</summary>
    /// <param name="bytes">What is written next.</param>
    /// <param name="next">The state after them; this state when they are not allowed.</param>
    public bool TryAdvance(ReadOnlySpan<byte> bytes, out GrammarState next)
    {
        next = this;
        foreach (var value in bytes)
        {
            if (next.Step(value) is not { } after)
            {
                next = this;
                return false;
            }
            next = after;
        }
        return true;
    }

    /// <summary>The state after one byte.</summary>
    /// <exception cref="ArgumentException">The byte is not in <see cref="AllowedBytes"/>.</exception>
    public GrammarState Advance(byte value) =>
        Step(value) ?? throw new ArgumentException($"The byte '0x{value:x2}' is not allowed here. Ask {nameof(AllowedBytes)} first.",
            nameof(value));

    private GrammarState? Step(byte value)
    {
        var reached = new List<Position>();
        foreach (var position in _positions)
        {
            foreach (var (from, to, next) in position.Node.Edges)
            {
                if (from <= value && value <= to)
                    reached.Add(position with { Node = next });
            }
        }
        if (reached.Count == 0)
            return null;
        var state = new GrammarState([]);
        state._positions.UnionWith(state.Close(reached));
        return state;
    }

    // Follows what costs no byte: free edges, the starts of rules, and the ways back from their ends.
    private HashSet<Position> Close(IEnumerable<Position> from)
    {
        var waiting = new Stack<Position>(from);
        var seen = new HashSet<Position>();
        while (waiting.TryPop(out var position))
        {
            if (!seen.Add(position))
                continue;
            foreach (var next in position.Node.Free)
                waiting.Push(position with { Node = next });
            foreach (var (start, next) in position.Node.Calls)
                waiting.Push(new Position(start, next.IsBareEnd ? position.Return : new Return(next, position.Return)));
            if (!position.Node.IsEnd)
                continue;
            if (position.Return is { } back)
                waiting.Push(new Position(back.Node, back.Outer));
            else
                IsComplete = true;
        }
        seen.RemoveWhere(position => position.Node.Edges.Count == 0);
        return seen;
    }

    private readonly record struct Position(Node Node, Return? Return);

    /// <summary>Where to go on after a rule. Equal by what it leads to, so that two ways to the same place are one.</summary>
    private sealed class Return(Node node, Return? outer) : IEquatable<Return>
    {
        private readonly int _hash = HashCode.Combine(node, outer?._hash ?? 0);

        public Node Node { get; } = node;

        public Return? Outer { get; } = outer;

        public bool Equals(Return? other)
        {
            // A loop: stacks grow with the nesting of the text.
            for (var self = this; !ReferenceEquals(self, other); self = self.Outer!, other = other.Outer)
            {
                if (other is null || self is null || self._hash != other._hash || !ReferenceEquals(self.Node, other.Node))
                    return false;
            }
            return true;
        }

        public override bool Equals(object? obj) => Equals(obj as Return);

        public override int GetHashCode() => _hash;
    }
}
