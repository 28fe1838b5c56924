namespace AgentFlow.Prompts.Formats;

/// <summary>The values of one rendering: what the caller gave, and behind it the template's partial variables.</summary>
internal readonly ref struct PromptValues
{
    private readonly ReadOnlySpan<(string Name, object? Value)> _pairs;
    private readonly IReadOnlyDictionary<string, object?>? _map;
    private readonly ReadOnlySpan<(string Name, object? Value)> _partials;

    public PromptValues(ReadOnlySpan<(string Name, object? Value)> pairs, ReadOnlySpan<(string Name, object? Value)> partials)
    {
        _pairs = pairs;
        _partials = partials;
    }

    public PromptValues(IReadOnlyDictionary<string, object?> map, ReadOnlySpan<(string Name, object? Value)> partials)
    {
        _map = map;
        _partials = partials;
    }

    private ReadOnlySpan<(string Name, object? Value)> Inner { get; init; }

    /// <summary>The name of the prompt that is rendered, for errors.</summary>
    public string? Prompt { get; init; }

    /// <summary>The same values, for a template within the template: its own partial variables come last.</summary>
    public PromptValues Behind(ReadOnlySpan<(string Name, object? Value)> inner, string? prompt) => this with { Inner = inner, Prompt = prompt };

    /// <summary>Finds a value; a function is called for it.</summary>
    /// <param name="name">The variable, interned.</param>
    /// <param name="place">Where among the pairs it most likely stands.</param>
    /// <param name="value">The value.</param>
    public bool TryGet(string name, int place, out object? value)
    {
        if (!TryFind(name, place, out value))
            return false;
        if (value is Func<object?> make)
            value = make();
        return true;
    }

    public MissingVariableException Missing(string name) => new(name, GivenNames(), Prompt);

    /// <summary>The names that have a value, sorted.</summary>
    private List<string> GivenNames()
    {
        var names = new SortedSet<string>(_map?.Keys ?? [], StringComparer.Ordinal);
        foreach (var (given, _) in _pairs)
            names.Add(given);
        foreach (var (given, _) in _partials)
            names.Add(given);
        foreach (var (given, _) in Inner)
            names.Add(given);
        return [.. names];
    }

    private bool TryFind(string name, int place, out object? value)
    {
        if (_map is not null)
        {
            if (_map.TryGetValue(name, out value))
                return true;
        }
        else if (TryFind(_pairs, name, place, out value))
        {
            return true;
        }
        return TryFind(_partials, name, 0, out value) || TryFind(Inner, name, 0, out value);
    }

    /// <summary>Callers mostly write names as literals, in the template's order: then the very string stands at the very place.</summary>
    private static bool TryFind(ReadOnlySpan<(string Name, object? Value)> pairs, string name, int place, out object? value)
    {
        if (place < pairs.Length && ReferenceEquals(pairs[place].Name, name))
        {
            value = pairs[place].Value;
            return true;
        }
        foreach (ref readonly var pair in pairs)
        {
            if (pair.Name == name)
            {
                value = pair.Value;
                return true;
            }
        }
        value = null;
        return false;
    }
}
