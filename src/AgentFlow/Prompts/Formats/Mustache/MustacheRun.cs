namespace AgentFlow.Prompts.Formats.Mustache;

/// <summary>Where a rendering stands: the items of the sections around it, and the blocks of the templates that inserted this one.</summary>
internal ref struct MustacheRun(MustachePartials partials)
{
    private const int DeepestPartials = 100;

    private object?[]? _items;
    private int _depth;
    private BlockNode[][]? _blocks;
    private int _partialDepth;

    public MustachePartials Partials => partials;

    /// <summary>Finds a value: its first name in the nearest item that has it, else among the values; the other names in what was found.</summary>
    public readonly bool TryFind(MustachePath path, int place, in PromptValues values, out object? value)
    {
        if (path.Names.Length == 0 && _depth > 0)
        {
            value = _items![_depth - 1];
            return true;
        }
        if (!TryFindFirst(path.First, place, values, out value))
            return false;
        for (var i = 1; i < path.Names.Length; i++)
        {
            CheckKnown(value, path.Text);
            if (!MustacheValue.TryGet(value, path.Names[i], out value))
                return false;
        }
        return true;
    }

    public void Push(object? item, string section)
    {
        CheckKnown(item, section);
        _items ??= new object?[4];
        if (_depth == _items.Length)
            Array.Resize(ref _items, _depth * 2);
        _items[_depth++] = item;
    }

    public void Pop() => _depth--;

    /// <summary>Goes into a partial.</summary>
    public void Enter(string name, BlockNode[] blocks)
    {
        if (_partialDepth == DeepestPartials)
            throw new PromptValueException(name, $"inserts partials {DeepestPartials} deep. A partial that inserts itself needs a section around that which ends.");
        _blocks ??= new BlockNode[4][];
        if (_partialDepth == _blocks.Length)
            Array.Resize(ref _blocks, _partialDepth * 2);
        _blocks[_partialDepth++] = blocks;
    }

    public void Leave() => _partialDepth--;

    /// <summary>What the outermost template puts in a block's place.</summary>
    public readonly BlockNode? FindBlock(string name)
    {
        for (var i = 0; i < _partialDepth; i++)
        {
            if (Array.Find(_blocks![i], b => b.Name == name) is { } block)
                return block;
        }
        return null;
    }

    /// <summary>Renders a lambda's template for itself, because what it gives may have to be escaped.</summary>
    public string RenderAside(string template, Delimiters delimiters, in PromptValues values)
    {
        var sink = new PromptSink([]);
        MustacheNode.RenderAll(MustacheParser.Parse(template, delimiters, partials), ref this, ref sink, values);
        return sink.Complete();
    }

    private readonly bool TryFindFirst(string name, int place, in PromptValues values, out object? value)
    {
        for (var i = _depth - 1; i >= 0; i--)
        {
            if (MustacheValue.TryGet(_items![i], name, out value))
                return true;
        }
        if (!values.TryGet(name, place, out value))
            return false;
        value = MustacheValue.Unwrap(value);
        return true;
    }

    /// <summary>An object of a class could be looked into by reflection only, which a trimmed program does not have.</summary>
    private static void CheckKnown(object? value, string name)
    {
        if (!MustacheValue.IsKnown(value))
            throw new PromptValueException(name, $"is a {value!.GetType().Name}, which cannot be looked into. Give a dictionary, a JsonElement or a JsonNode.");
    }
}
