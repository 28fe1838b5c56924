namespace AgentFlow.JsonSchema.Compilation;

/// <summary>
/// Finds schemas that lead back to themselves for the same value. A recursion that goes down into a property or item ends with the value;
/// one that stays in place never would.
/// </summary>
internal static class EndlessReferences
{
    public static void Check(IReadOnlyList<SchemaNode> nodes)
    {
        // Nodes are in progress while on the path, done after it. The path is a stack of our own: chains can be long.
        var done = new HashSet<SchemaNode>();
        var onPath = new HashSet<SchemaNode>();
        var path = new Stack<(SchemaNode Node, IEnumerator<SchemaNode> Following)>();
        foreach (var start in nodes)
        {
            if (!done.Add(start))
                continue;
            onPath.Add(start);
            path.Push((start, Next(start).GetEnumerator()));
            while (path.TryPeek(out var top))
            {
                if (!top.Following.MoveNext())
                {
                    onPath.Remove(path.Pop().Node);
                    continue;
                }
                var next = top.Following.Current;
                if (onPath.Contains(next))
                    throw Endless(next);
                if (!done.Add(next))
                    continue;
                onPath.Add(next);
                path.Push((next, Next(next).GetEnumerator()));
            }
        }
    }

    private static SchemaException Endless(SchemaNode node) => new(
        SchemaErrorCode.EndlessReference,
        node.Resource.Document.Locate(node.Pointer),
        "the schema refers back to itself for the same value, so that validation would never end. Put a property or an item in between.");

    private static IEnumerable<SchemaNode> Next(SchemaNode node)
    {
        var dependencies = node.Object?.Dependencies.Select(dependency => dependency.Schema).OfType<SchemaNode>() ?? [];
        if (node.InPlace is not { } rules)
            return dependencies;
        // Where a dynamic reference leads is known only while a value is checked; there the depth limit holds.
        var dynamic = rules.DynamicReference is { Anchor: null } reference ? reference.Target : null;
        SchemaNode?[] single = [rules.Reference, dynamic, rules.Not, rules.If, rules.Then, rules.Else];
        return single.OfType<SchemaNode>().Concat(rules.AllOf).Concat(rules.AnyOf).Concat(rules.OneOf).Concat(dependencies);
    }
}
