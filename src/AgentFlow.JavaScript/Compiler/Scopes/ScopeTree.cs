using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler.Scopes;

/// <summary>The result of the analysis: scopes by the nodes that open them.</summary>
internal sealed class ScopeTree
{
    private readonly Dictionary<Node, Scope> _scopes = [];
    private readonly Dictionary<Node, Scope> _heads = [];
    private readonly Dictionary<Node, FunctionScope> _functions = [];
    private readonly Dictionary<ClassNode, FunctionScope> _fields = [];

    /// <summary>The names that a script declares, in order, with how it does.</summary>
    public List<(string Name, GlobalKind Kind)> Globals { get; } = [];

    public void Add(Node node, Scope scope) => _scopes.Add(node, scope);

    public void AddHead(Node node, Scope scope) => _heads.Add(node, scope);

    public void Add(Node node, FunctionScope function) => _functions.Add(node, function);

    public void AddFields(ClassNode node, FunctionScope function) => _fields.Add(node, function);

    public Scope Of(Node node) => _scopes[node];

    /// <summary>The scope of a class's heritage and computed keys.</summary>
    public Scope HeadOf(Node node) => _heads[node];

    /// <summary>The function of a <see cref="FunctionNode"/> or <see cref="Program"/>, or the static initialisers of a <see cref="ClassNode"/>.</summary>
    public FunctionScope FunctionOf(Node node) => _functions[node];

    /// <summary>The initialisers of a class's instance fields and private methods.</summary>
    public FunctionScope FieldsOf(ClassNode node) => _fields[node];
}
