namespace AgentFlow.JavaScript.Compiler.Scopes;

/// <summary>One binding of a scope, and what the analysis found out about its uses.</summary>
internal sealed class Variable(string name, BindingKind kind, Scope scope, int initializedAt)
{
    private List<int>? _assignments;
    private bool _sorted;

    public string Name { get; } = name;

    public BindingKind Kind { get; } = kind;

    public Scope Scope { get; } = scope;

    /// <summary>The source offset from which on, within its scope, the variable is surely initialised; 0 where it always is.</summary>
    public int InitializedAt { get; set; } = initializedAt;

    /// <summary>Whether an inner function uses it, so that it lives in a cell.</summary>
    public bool Captured { get; set; }

    /// <summary>Whether some use may come before the initialisation, so that the hole must be there and be looked for.</summary>
    public bool NeedsHole { get; set; }

    /// <summary>The register of the value or cell; set while the scope's code is generated.</summary>
    public int Register { get; set; } = -1;

    public bool IsConstant => Kind is BindingKind.Const or BindingKind.FunctionName or BindingKind.ClassName;

    public void AddAssignment(int position)
    {
        (_assignments ??= []).Add(position);
        _sorted = false;
    }

    /// <summary>Whether an expression within the source range assigns to the variable.</summary>
    public bool IsAssignedWithin(int start, int end)
    {
        if (_assignments is null || start >= end)
            return false;

        if (!_sorted)
        {
            _assignments.Sort();
            _sorted = true;
        }

        var index = _assignments.BinarySearch(start);
        index = index < 0 ? ~index : index;

        return index < _assignments.Count && _assignments[index] < end;
    }
}
