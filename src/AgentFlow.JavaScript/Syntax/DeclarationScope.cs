namespace AgentFlow.JavaScript.Syntax;

/// <summary>What a name was declared as, as far as clashes of declarations go.</summary>
internal enum DeclarationKind
{
    Var,
    Parameter,

    /// <summary>A function at the top of a function or script, where it behaves like a <c>var</c>.</summary>
    Function,

    /// <summary><c>let</c>, <c>const</c>, <c>class</c>, or a function in a block.</summary>
    Lexical,

    /// <summary>The parameter of <c>catch (e)</c>, which a <c>var</c> may share.</summary>
    SimpleCatch,
    CatchPattern,
}

/// <summary>The names declared in a block or function, kept while it is parsed to find clashes.</summary>
internal sealed class DeclarationScope(DeclarationScope? parent, bool isFunction)
{
    private Dictionary<string, (DeclarationKind Kind, int At)>? _names;

    public DeclarationScope? Parent { get; } = parent;

    /// <summary>Whether a <c>var</c> within stays within.</summary>
    public bool IsFunction { get; } = isFunction;

    /// <summary>Declares a name, or returns where the declaration stands that it clashes with.</summary>
    public int? Declare(string name, DeclarationKind kind, int at)
    {
        if (kind == DeclarationKind.Var)
            return DeclareVar(name, at);
        if (kind == DeclarationKind.Function && !IsFunction)
            kind = DeclarationKind.Lexical;
        _names ??= new(StringComparer.Ordinal);
        if (_names.TryAdd(name, (kind, at)))
            return null;
        var known = _names[name];
        if (kind != DeclarationKind.Function || known.Kind == DeclarationKind.Lexical)
            return known.At;
        _names[name] = (kind, at);
        return null;
    }

    // A var is hoisted through all blocks up to its function, and clashes with a lexical name of any of them.
    private int? DeclareVar(string name, int at)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            scope._names ??= new(StringComparer.Ordinal);
            if (!scope._names.TryAdd(name, (DeclarationKind.Var, at)))
            {
                var known = scope._names[name];
                if (known.Kind is DeclarationKind.Lexical or DeclarationKind.CatchPattern)
                    return known.At;
            }

            if (scope.IsFunction)
                break;
        }

        return null;
    }
}
