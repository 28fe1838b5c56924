using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler.Scopes;

/// <summary>What a scope belongs to.</summary>
internal enum ScopeKind
{
    /// <summary>The outermost scope of a script: its declarations are globals.</summary>
    Script,
    FunctionName,
    Parameters,
    Body,
    Block,
    Switch,
    Loop,
    Catch,
    Class,

    /// <summary>The heritage and the computed keys of a class, where its name is not yet initialised.</summary>
    ClassHead,
    StaticBlock,
}

/// <summary>A region of names.</summary>
internal sealed class Scope(ScopeKind kind, Scope? parent, FunctionScope function)
{
    private Dictionary<string, Variable>? _byName;
    private List<Variable>? _variables;
    private List<FunctionDeclaration>? _functions;
    private List<(string Name, int Position)>? _assignments;
    private Dictionary<string, int>? _references;

    public ScopeKind Kind { get; } = kind;

    public Scope? Parent { get; } = parent;

    public FunctionScope Function { get; } = function;

    /// <summary>The variables in order of declaration.</summary>
    public IReadOnlyList<Variable> Variables => _variables ?? (IReadOnlyList<Variable>)[];

    /// <summary>Function declarations to be made where the scope begins, in order.</summary>
    public IReadOnlyList<FunctionDeclaration> Functions => _functions ?? (IReadOnlyList<FunctionDeclaration>)[];

    /// <summary>Names that are used directly in this scope, each with the offset of its first use.</summary>
    public IReadOnlyDictionary<string, int>? References => _references;

    /// <summary>Names that are assigned directly in this scope, with their offsets.</summary>
    public IReadOnlyList<(string Name, int Position)> Assignments => _assignments ?? (IReadOnlyList<(string, int)>)[];

    /// <summary>Where <c>var</c> declarations go.</summary>
    public bool TakesVars => Kind is ScopeKind.Body or ScopeKind.StaticBlock or ScopeKind.Script;

    public Variable? Find(string name) => _byName is not null && _byName.TryGetValue(name, out var variable) ? variable : null;

    public Variable Declare(string name, BindingKind kind, int initializedAt)
    {
        if (Find(name) is { } existing)
            return existing;

        var variable = new Variable(name, kind, this, initializedAt);
        (_byName ??= []).Add(name, variable);
        (_variables ??= []).Add(variable);

        return variable;
    }

    public void Hoist(FunctionDeclaration declaration) => (_functions ??= []).Add(declaration);

    public void Reference(string name, int position)
    {
        _references ??= [];
        if (!_references.TryGetValue(name, out var first) || position < first)
            _references[name] = position;
    }

    public void Assign(string name, int position)
    {
        Reference(name, position);
        (_assignments ??= []).Add((name, position));
    }
}
