namespace AgentFlow.JsonSchema.Grammar;

/// <summary>Takes out what can never end, so that every text the grammar allows can be completed.</summary>
internal static class Pruning
{
    public static Dictionary<string, Expression> Prune(Dictionary<string, Expression> rules)
    {
        var ending = new HashSet<string>();
        bool changed;
        do
        {
            changed = false;
            foreach (var (name, expression) in rules)
                changed |= !ending.Contains(name) && Ends(expression, ending) && ending.Add(name);
        }
        while (changed);
        var reached = new Dictionary<string, Expression>();
        if (ending.Contains(GrammarBuilder.RootRule))
            Reach(GrammarBuilder.RootRule, rules, ending, reached);
        return reached;
    }

    private static bool Ends(Expression expression, HashSet<string> ending) => expression switch
    {
        Characters characters => !characters.Set.IsEmpty,
        Sequence sequence => sequence.Parts.All(part => Ends(part, ending)),
        Choice choice => choice.Branches.Any(branch => Ends(branch, ending)),
        Repeat repeat => repeat.Min == 0 || Ends(repeat.Inner, ending),
        Call call => ending.Contains(call.Rule),
        _ => true,
    };

    private static void Reach(string root, Dictionary<string, Expression> rules, HashSet<string> ending, Dictionary<string,
        Expression> reached)
    {
        var waiting = new Queue<string>([root]);
        while (waiting.TryDequeue(out var name))
        {
            if (reached.ContainsKey(name))
                continue;
            var expression = Without(rules[name], ending);
            reached.Add(name, expression);
            Calls(expression, waiting);
        }
    }

    private static Expression Without(Expression expression, HashSet<string> ending) => expression switch
    {
        Sequence sequence => new Sequence([.. sequence.Parts.Select(part => Without(part, ending)).SelectMany(Parts)]),
        Choice choice => OneOf([.. choice.Branches.Where(branch => Ends(branch, ending)).Select(branch => Without(branch, ending))]),
        Repeat repeat => Ends(repeat.Inner, ending) ? repeat with { Inner = Without(repeat.Inner, ending) } : Expression.Empty,
        _ => expression,
    };

    private static Expression[] Parts(Expression expression) => expression is Sequence inner ? inner.Parts : [expression];

    private static Expression OneOf(Expression[] branches) => branches.Length == 1 ? branches[0] : new Choice(branches);

    private static void Calls(Expression expression, Queue<string> found)
    {
        switch (expression)
        {
            case Call call: found.Enqueue(call.Rule); break;
            case Repeat repeat: Calls(repeat.Inner, found); break;
            case Sequence sequence: Array.ForEach(sequence.Parts, part => Calls(part, found)); break;
            case Choice choice: Array.ForEach(choice.Branches, branch => Calls(branch, found)); break;
        }
    }
}
