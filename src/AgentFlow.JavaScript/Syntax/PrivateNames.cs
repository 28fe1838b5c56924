namespace AgentFlow.JavaScript.Syntax;

/// <summary>The private names that a class body declares and those that it uses, kept until its end, when all declarations are known.</summary>
internal sealed class PrivateNames(PrivateNames? parent)
{
    private readonly Dictionary<string, (MethodKind? Kind, bool IsStatic)> _declared = new(StringComparer.Ordinal);

    public PrivateNames? Parent { get; } = parent;

    /// <summary>Uses that no declaration of this class answers yet.</summary>
    public List<PrivateIdentifier> Used { get; } = [];

    /// <summary>Declares a name; false if it was. Only a getter and a setter, both static or both not, may share one.</summary>
    public bool Declare(string name, MethodKind? kind, bool isStatic)
    {
        if (_declared.TryAdd(name, (kind, isStatic)))
            return true;
        var known = _declared[name];
        var pair = (known.Kind, kind) is (MethodKind.Get, MethodKind.Set) or (MethodKind.Set, MethodKind.Get);
        if (!pair || known.IsStatic != isStatic)
            return false;

        // Neither a third accessor nor anything else goes with the pair.
        _declared[name] = (MethodKind.Method, isStatic);
        return true;
    }

    public bool Declares(string name) => _declared.ContainsKey(name);
}
