using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler.Scopes;

internal sealed partial class ScopeAnalyzer
{
    private void Visit(Expression?[] expressions)
    {
        foreach (var expression in expressions)
        {
            if (expression is not null)
                Visit(expression);
        }
    }

    private void Visit(Expression expression)
    {
        CodeTooLargeException.ProbeStack(expression.Start);
        switch (expression)
        {
            case Identifier identifier:
                _scope.Reference(identifier.Name, identifier.Start);
                break;
            case ThisExpression:
                _scope.Reference(InternalName.This, expression.Start);
                break;
            case MetaProperty:
                _scope.Reference(InternalName.NewTarget, expression.Start);
                break;
            case PrivateIdentifier identifier:
                _scope.Reference(InternalName.Private(identifier.Name), identifier.Start);
                break;
            case Super:
                VisitSuper(expression);
                break;
            case FunctionExpression function:
                VisitFunction(function.Function, function.Start, isExpression: true);
                break;
            case ArrowFunctionExpression arrow:
                VisitFunction(arrow.Function, arrow.Start);
                break;
            case ClassExpression declaration:
                VisitClass(declaration.Class);
                break;
            case AssignmentExpression assignment:
                VisitTarget(assignment.Left);
                Visit(assignment.Right);
                break;
            case UpdateExpression update:
                VisitTarget(update.Argument);
                break;
            case BinaryExpression or LogicalExpression or MemberExpression or CallExpression or TaggedTemplateExpression:
                VisitChain(expression);
                break;
            default:
                VisitParts(expression);
                break;
        }
    }

    private void VisitParts(Expression expression)
    {
        switch (expression)
        {
            case UnaryExpression unary:
                Visit(unary.Argument);
                break;
            case ConditionalExpression conditional:
                Visit(conditional.Test);
                Visit(conditional.Consequent);
                Visit(conditional.Alternate);
                break;
            case NewExpression creation:
                Visit(creation.Callee);
                Visit(creation.Arguments);
                break;
            case ChainExpression chain:
                Visit(chain.Expression);
                break;
            case SequenceExpression sequence:
                Visit(sequence.Expressions);
                break;
            case AwaitExpression wait:
                Visit(wait.Argument);
                break;
            case YieldExpression { Argument: { } argument }:
                Visit(argument);
                break;
            case SpreadElement spread:
                Visit(spread.Argument);
                break;
            case TemplateLiteral template:
                Visit(template.Expressions);
                break;
            case ArrayExpression array:
                Visit(array.Elements);
                break;
            case ObjectExpression obj:
                VisitObject(obj);
                break;
        }
    }

    /// <summary>Left-leaning chains can be as long as the source, so they are walked in a loop.</summary>
    private void VisitChain(Expression expression)
    {
        for (; ; )
        {
            switch (expression)
            {
                case BinaryExpression binary:
                    Visit(binary.Right);
                    expression = binary.Left;
                    break;
                case LogicalExpression logical:
                    Visit(logical.Right);
                    expression = logical.Left;
                    break;
                case MemberExpression member:
                    if (member.Computed || member.Property is PrivateIdentifier)
                        Visit(member.Property);

                    expression = member.Object;
                    break;
                case CallExpression call:
                    Visit(call.Arguments);
                    VisitSuperCall(call);
                    expression = call.Callee;
                    break;
                case TaggedTemplateExpression tagged:
                    Visit(tagged.Quasi);
                    expression = tagged.Tag;
                    break;
                default:
                    Visit(expression);
                    return;
            }
        }
    }

    private void VisitSuper(Expression expression)
    {
        _scope.Reference(InternalName.Callee, expression.Start);
        _scope.Reference(InternalName.This, expression.Start);
        for (var function = _scope.Function; ; function = function.Parent!)
        {
            function.UsesSuper = true;
            if (!function.IsArrow)
                return;
        }
    }

    private void VisitSuperCall(CallExpression call)
    {
        if (call.Callee is Super)
            _scope.Reference(InternalName.NewTarget, call.Start);
    }

    private void VisitObject(ObjectExpression obj)
    {
        foreach (var member in obj.Properties)
        {
            if (member is Property property)
            {
                if (property.Computed)
                    Visit(property.Key);

                Visit((Expression)property.Value);
            }
            else
            {
                Visit((Expression)member);
            }
        }
    }
}
