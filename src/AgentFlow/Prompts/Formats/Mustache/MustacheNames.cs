namespace AgentFlow.Prompts.Formats.Mustache;

/// <summary>
/// The names that a template looks for. Inside of a section a name may be the item's, so that it is no more than optional outside.
/// </summary>
internal sealed class MustacheNames(MustachePartials partials)
{
    private readonly List<string> _required = [];
    private readonly List<string> _optional = [];
    private readonly HashSet<string> _partialsSeen = [];
    private int _depth;

    public IReadOnlyList<string> Required => _required;

    public IReadOnlyList<string> Optional => [.. _optional.Except(_required)];

    public void Add(MustachePath path)
    {
        var names = _depth == 0 ? _required : _optional;
        if (!names.Contains(path.First) && !(path.Names.Length == 0 && _depth > 0))
            names.Add(path.First);
    }

    public void AddAll(MustacheNode[] nodes, bool areInside)
    {
        _depth += areInside ? 1 : 0;
        foreach (var node in nodes)
            node.Collect(this);
        _depth -= areInside ? 1 : 0;
    }

    public void AddPartial(string name)
    {
        if (_partialsSeen.Add(name))
            AddAll(partials.Get(name, string.Empty), areInside: false);
    }
}
