using System.Text;

namespace AgentFlow.JsonSchema.Grammar;

/// <summary>The rules as a network of nodes: edges read a byte, or go on for free, or go through another rule first.</summary>
internal sealed class Automaton
{
    private const int MaxNodes = 500_000;
    private readonly Dictionary<string, Expression> _rules;
    private readonly Dictionary<string, (Node Start, Node End)> _built = [];
    private readonly Queue<string> _waiting = new();
    private int _nodes;

    public Automaton(Dictionary<string, Expression> rules)
    {
        _rules = rules;
        Start = Rule(GrammarBuilder.RootRule).Start;
        while (_waiting.TryDequeue(out var name))
        {
            var (start, end) = _built[name];
            end.IsEnd = true;
            Connect(_rules[name], start, end);
        }
    }

    public Node Start { get; }

    private (Node Start, Node End) Rule(string name)
    {
        if (!_built.TryGetValue(name, out var nodes))
        {
            nodes = (New(), New());
            _built.Add(name, nodes);
            _waiting.Enqueue(name);
        }
        return nodes;
    }

    private Node New() => ++_nodes <= MaxNodes ? new Node()
        : throw new SchemaGrammarException("", "maxLength", $"written out, the schema has more than {MaxNodes} states. Lower its counts.");

    private void Connect(Expression expression, Node from, Node to)
    {
        switch (expression)
        {
            case Literal literal: ConnectBytes(Encoding.UTF8.GetBytes(literal.Text), from, to); break;
            case Characters characters: ConnectCharacters(characters.Set, from, to); break;
            case Call call: from.Calls.Add((Rule(call.Rule).Start, to)); break;
            case Choice choice: Array.ForEach(choice.Branches, branch => Connect(branch, from, to)); break;
            case Repeat repeat: ConnectRepeat(repeat, from, to); break;
            case Sequence { Parts: var parts }:
                for (var i = 0; i < parts.Length; i++)
                {
                    var next = i == parts.Length - 1 ? to : New();
                    Connect(parts[i], from, next);
                    from = next;
                }
                if (parts.Length == 0)
                    from.Free.Add(to);
                break;
        }
    }

    private void ConnectRepeat(Repeat repeat, Node from, Node to)
    {
        for (var i = 0; i < repeat.Min; i++)
            from = Step(repeat.Inner, from);
        if (repeat.Max is not { } max)
        {
            // A node of its own: what comes in by other ways must not go round.
            var loop = New();
            from.Free.Add(loop);
            loop.Free.Add(to);
            Connect(repeat.Inner, loop, loop);
            return;
        }
        for (var i = repeat.Min; i < max; i++)
        {
            from.Free.Add(to);
            from = Step(repeat.Inner, from);
        }
        from.Free.Add(to);
    }

    private Node Step(Expression inner, Node from)
    {
        var next = New();
        Connect(inner, from, next);
        return next;
    }

    private void ConnectBytes(ReadOnlySpan<byte> bytes, Node from, Node to)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var next = i == bytes.Length - 1 ? to : New();
            from.Edges.Add((bytes[i], bytes[i], next));
            from = next;
        }
        if (bytes.Length == 0)
            from.Free.Add(to);
    }

    private void ConnectCharacters(CodePoints set, Node from, Node to)
    {
        foreach (var (first, last) in set.Ranges)
        {
            foreach (var (low, high) in Utf8Ranges.Split(first, last))
            {
                var current = from;
                for (var i = 0; i < low.Length; i++)
                {
                    var next = i == low.Length - 1 ? to : New();
                    current.Edges.Add((low[i], high[i], next));
                    current = next;
                }
            }
        }
    }
}

/// <summary>One place in a rule.</summary>
internal sealed class Node
{
    public List<(byte From, byte To, Node Next)> Edges { get; } = [];

    public List<Node> Free { get; } = [];

    public List<(Node Start, Node Next)> Calls { get; } = [];

    public bool IsEnd { get; set; }

    /// <summary>Whether nothing is left of the rule here, so that a call need not come back.</summary>
    public bool IsBareEnd => IsEnd && Edges.Count == 0 && Free.Count == 0 && Calls.Count == 0;
}
