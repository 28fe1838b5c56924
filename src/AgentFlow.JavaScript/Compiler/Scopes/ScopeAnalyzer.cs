using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler.Scopes;

/// <summary>
/// Finds out, before any code is generated, which function each name belongs to, which variables are captured by inner functions, and which uses may
/// come before a variable's initialisation. Everything is static: the language subset has neither <c>eval</c> nor <c>with</c>.
/// </summary>
/// <remarks>The walk declares and collects; <see cref="NameResolver"/> then resolves every use, when all declarations (hoisted ones too) are known.</remarks>
internal sealed partial class ScopeAnalyzer
{
    private readonly ScopeTree _tree = new();
    private readonly List<Scope> _scopes = [];
    private Scope _scope = null!;

    private ScopeAnalyzer()
    {
    }

    public static ScopeTree Analyze(Program program)
    {
        var analyzer = new ScopeAnalyzer();
        analyzer.VisitProgram(program);
        NameResolver.Resolve(analyzer._scopes);

        return analyzer._tree;
    }

    private void VisitProgram(Program program)
    {
        var isScript = program.ProgramKind == ProgramKind.Script;
        var function = new FunctionScope(null, isScript ? CodeKind.Script : CodeKind.Program, 0);
        _scope = NewScope(isScript ? ScopeKind.Script : ScopeKind.Body, null, function);
        function.Parameters = function.Body = _scope;
        _tree.Add(program, function);
        Visit(program.Body);
    }

    private Scope NewScope(ScopeKind kind, Scope? parent, FunctionScope function)
    {
        var scope = new Scope(kind, parent, function);
        _scopes.Add(scope);

        return scope;
    }

    private Scope Enter(ScopeKind kind) => _scope = NewScope(kind, _scope, _scope.Function);

    private void Leave() => _scope = _scope.Parent!;

    private Scope VarScope
    {
        get
        {
            var scope = _scope;
            while (!scope.TakesVars)
                scope = scope.Parent!;

            return scope;
        }
    }

    private void Declare(string name, BindingKind kind, int initializedAt)
    {
        var scope = kind == BindingKind.Var ? VarScope : _scope;
        if (scope.Kind == ScopeKind.Script)
            _tree.Globals.Add((name, GlobalKindOf(kind)));
        else
            scope.Declare(name, kind, initializedAt);
    }

    private static GlobalKind GlobalKindOf(BindingKind kind) => kind switch
    {
        BindingKind.Function => GlobalKind.Function,
        BindingKind.Let => GlobalKind.Let,
        BindingKind.Const => GlobalKind.Const,
        _ => GlobalKind.Var,
    };

    /// <summary>Declares the names of a binding pattern and visits the expressions in it.</summary>
    private void DeclarePattern(Node pattern, BindingKind kind, int initializedAt)
    {
        CodeTooLargeException.ProbeStack(pattern.Start);
        switch (pattern)
        {
            case Identifier identifier:
                Declare(identifier.Name, kind, initializedAt);
                break;
            case AssignmentPattern assignment:
                DeclarePattern(assignment.Left, kind, initializedAt);
                Visit(assignment.Right);
                break;
            case RestElement rest:
                DeclarePattern(rest.Argument, kind, initializedAt);
                break;
            case ArrayPattern array:
                foreach (var element in array.Elements)
                {
                    if (element is not null)
                        DeclarePattern(element, kind, initializedAt);
                }

                break;
            case ObjectPattern obj:
                foreach (var member in obj.Properties)
                    DeclareMember(member, kind, initializedAt);

                break;
        }
    }

    private void DeclareMember(Node member, BindingKind kind, int initializedAt)
    {
        if (member is Property property)
        {
            if (property.Computed)
                Visit(property.Key);

            DeclarePattern(property.Value, kind, initializedAt);
        }
        else
        {
            DeclarePattern(member, kind, initializedAt);
        }
    }

    /// <summary>Visits the target of an assignment: a name, a member or a pattern.</summary>
    private void VisitTarget(Node target)
    {
        CodeTooLargeException.ProbeStack(target.Start);
        switch (target)
        {
            case Identifier identifier:
                _scope.Assign(identifier.Name, identifier.Start);
                break;
            case AssignmentPattern assignment:
                VisitTarget(assignment.Left);
                Visit(assignment.Right);
                break;
            case RestElement rest:
                VisitTarget(rest.Argument);
                break;
            case ArrayPattern array:
                foreach (var element in array.Elements)
                {
                    if (element is not null)
                        VisitTarget(element);
                }

                break;
            case ObjectPattern obj:
                foreach (var member in obj.Properties)
                    VisitTargetMember(member);

                break;
            default:
                Visit((Expression)target);
                break;
        }
    }

    private void VisitTargetMember(Node member)
    {
        if (member is Property property)
        {
            if (property.Computed)
                Visit(property.Key);

            VisitTarget(property.Value);
        }
        else
        {
            VisitTarget(member);
        }
    }
}
