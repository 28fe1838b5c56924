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

    public ScopeKind Kind { get; } = kind;

    public Scope? Parent { get; } = parent;

    public FunctionScope Function { get; } = function;

    /// <summary>The variables in order of declaration.</summary>
    public List<Variable> Variables { get; } = [];

    /// <summary>Function declarations to be made where the scope begins, in order.</summary>
    public List<FunctionDeclaration> Functions { get; } = [];

    /// <summary>Names that are used directly in this scope, each with the offset of its first use.</summary>
    public Dictionary<string, int> References { get; } = [];

    /// <summary>Names that are assigned directly in this scope, with their offsets.</summary>
    public List<(string Name, int Position)> Assignments { get; } = [];

    /// <summary>Where <c>var</c> declarations go.</summary>
    public bool TakesVars => Kind is ScopeKind.Body or ScopeKind.StaticBlock or ScopeKind.Script;

    public Variable? Find(string name) => _byName is not null && _byName.TryGetValue(name, out var variable) ? variable : null;

    public Variable Declare(string name, BindingKind kind, int initializedAt)
    {
        if (Find(name) is { } existing)
            return existing;

        var variable = new Variable(name, kind, this, initializedAt);
        (_byName ??= []).Add(name, variable);
        Variables.Add(variable);

        return variable;
    }

    public void Reference(string name, int position)
    {
        if (!References.TryGetValue(name, out var first) || position < first)
            References[name] = position;
    }
}
