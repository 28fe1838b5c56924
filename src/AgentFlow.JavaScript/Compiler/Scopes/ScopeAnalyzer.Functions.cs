using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler.Scopes;

internal sealed partial class ScopeAnalyzer
{
    /// <summary>How many functions a program may have: a function costs some hundred bytes before it runs, and only five characters of source.</summary>
    private const int MaxFunctions = 20_000;

    private int _functions;

    /// <summary>Where the scopes that function declarations are hoisted to begin.</summary>
    private readonly List<int> _scopeStarts = [0];

    private static CodeKind CodeKindOf(FunctionKind kind) => kind switch
    {
        FunctionKind.Normal => CodeKind.Function,
        FunctionKind.Arrow => CodeKind.Arrow,
        FunctionKind.ClassConstructor => CodeKind.ClassConstructor,
        FunctionKind.DerivedConstructor => CodeKind.DerivedConstructor,
        _ => CodeKind.Method,
    };

    /// <param name="node">The function.</param>
    /// <param name="createdAt">Where closures of it are made.</param>
    /// <param name="isExpression">Whether it is an expression, whose name is bound inside of it only.</param>
    private void VisitFunction(FunctionNode node, int createdAt, bool isExpression = false)
    {
        if (++_functions > MaxFunctions)
            throw new CodeTooLargeException("functions in it", node.Start);

        var outer = _scope;
        var function = new FunctionScope(outer.Function, CodeKindOf(node.FunctionKind), createdAt);
        _tree.Add(node, function);
        if (isExpression && node.Id is { } id)
        {
            _scope = NewScope(ScopeKind.FunctionName, _scope, function);
            _scope.Declare(id.Name, BindingKind.FunctionName, 0);
        }

        // Simple parameters share one scope with the body; others get a scope of their own, which initialisers see.
        var simple = node.HasSimpleParameters;
        _scope = function.Parameters = function.Body = NewScope(simple ? ScopeKind.Body : ScopeKind.Parameters, _scope, function);
        foreach (var parameter in node.Parameters)
            DeclarePattern(parameter, BindingKind.Parameter, simple ? 0 : parameter.End);

        if (!simple)
            _scope = function.Body = NewScope(ScopeKind.Body, _scope, function);

        VisitBody(node);
        _scope = outer;
    }

    private void VisitBody(FunctionNode node)
    {
        _scopeStarts.Add(node.Body.Start);
        if (node.Body is BlockStatement block)
            Visit(block.Body);
        else
            Visit((Expression)node.Body);

        _scopeStarts.RemoveAt(_scopeStarts.Count - 1);
    }

    private void VisitClass(ClassNode node)
    {
        var scope = Enter(ScopeKind.Class);
        _tree.Add(node, scope);
        if (node.Id is { } id)
            scope.Declare(id.Name, BindingKind.ClassName, node.End);

        var head = Enter(ScopeKind.ClassHead);
        _tree.AddHead(node, head);
        if (node.SuperClass is { } heritage)
            Visit(heritage);

        Leave();
        var fields = Initializer(scope, node);
        var statics = Initializer(scope, node);
        _tree.AddFields(node, fields);
        _tree.Add(node, statics);
        foreach (var element in node.Elements)
            VisitElement(element, head, fields, statics);

        _scope = scope;
        Leave();
    }

    private FunctionScope Initializer(Scope scope, ClassNode node)
    {
        var function = new FunctionScope(scope.Function, CodeKind.Method, node.Start);
        function.Parameters = function.Body = NewScope(ScopeKind.Body, scope, function);

        return function;
    }

    private void VisitElement(Node element, Scope head, FunctionScope fields, FunctionScope statics)
    {
        var scope = head.Parent!;
        _scope = scope;
        switch (element)
        {
            case MethodDefinition method:
                VisitMethod(method, head, method.IsStatic ? null : fields.Body);
                break;
            case PropertyDefinition field:
                VisitField(field, head, field.IsStatic ? statics.Body : fields.Body);
                break;
            case StaticBlock block:
                _scope = statics.Body;
                _tree.Add(block, Enter(ScopeKind.StaticBlock));
                _scopeStarts.Add(block.Start);
                Visit(block.Body);
                _scopeStarts.RemoveAt(_scopeStarts.Count - 1);
                break;
        }
    }

    private void VisitMethod(MethodDefinition method, Scope head, Scope? fields)
    {
        VisitKey(method.Key, method.Computed, head);
        if (method.Key is PrivateIdentifier key)
        {
            var hidden = InternalName.PrivateMethod(key.Name, method.MethodKind);
            DeclarePrivate(key);
            _scope.Declare(hidden, BindingKind.Internal, 0);
            fields?.Reference(hidden, method.Start);
            fields?.Reference(InternalName.Private(key.Name), method.Start);
            fields?.Reference(InternalName.This, method.Start);
        }

        VisitFunction(method.Value, method.Start);
    }

    private void VisitField(PropertyDefinition field, Scope head, Scope initializer)
    {
        VisitKey(field.Key, field.Computed, head);
        initializer.Reference(InternalName.This, field.Start);
        if (field.Key is PrivateIdentifier key)
        {
            DeclarePrivate(key);
            initializer.Reference(InternalName.Private(key.Name), field.Start);
        }
        else if (field.Computed)
        {
            _scope.Declare(InternalName.FieldKey(field), BindingKind.Internal, 0);
            initializer.Reference(InternalName.FieldKey(field), field.Start);
        }

        if (field.Value is { } value)
        {
            _scope = initializer;
            Visit(value);
        }
    }

    private void VisitKey(Expression key, bool computed, Scope head)
    {
        if (!computed)
            return;

        var scope = _scope;
        _scope = head;
        Visit(key);
        _scope = scope;
    }

    private void DeclarePrivate(PrivateIdentifier key) => _scope.Declare(InternalName.Private(key.Name), BindingKind.Internal, 0);
}
