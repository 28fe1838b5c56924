using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Compiler.Scopes;

/// <summary>What the analysis knows of one function (or program, or the initialisers of a class).</summary>
internal sealed class FunctionScope(FunctionScope? parent, CodeKind kind, int createdAt)
{
    private readonly Dictionary<Variable, int> _captureNumbers = [];

    /// <summary>The function that this one is written in.</summary>
    public FunctionScope? Parent { get; } = parent;

    public CodeKind Kind { get; } = kind;

    /// <summary>The source offset at which closures of it are made: its own, or for a declaration that of the block it is hoisted to.</summary>
    public int CreatedAt { get; } = createdAt;

    /// <summary>The scope of parameters and of what belongs to the call: this, arguments, new.target.</summary>
    public Scope Parameters { get; set; } = null!;

    /// <summary>The scope of the body; that of the parameters where these are simple.</summary>
    public Scope Body { get; set; } = null!;

    /// <summary>Variables of enclosing functions that this one or one inside of it uses, in order of their numbers.</summary>
    public List<Variable> Captures { get; } = [];

    public bool UsesArguments { get; set; }

    /// <summary>Whether it, or an arrow in it, says <c>super</c>.</summary>
    public bool UsesSuper { get; set; }

    /// <summary>Whether this, arguments, new.target and super are those of the enclosing function.</summary>
    public bool IsArrow => Kind == CodeKind.Arrow;

    /// <returns>Whether the variable is captured only now.</returns>
    public bool Capture(Variable variable)
    {
        if (!_captureNumbers.TryAdd(variable, Captures.Count))
            return false;

        Captures.Add(variable);
        if (Captures.Count > ushort.MaxValue)
            throw new CodeTooLargeException("variables of enclosing functions", CreatedAt);

        return true;
    }

    public int CaptureNumber(Variable variable) => _captureNumbers[variable];
}
