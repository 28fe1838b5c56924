using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler.Scopes;

internal sealed partial class ScopeAnalyzer
{
    private void Visit(Statement[] statements)
    {
        foreach (var statement in statements)
            Visit(statement);
    }

    private void Visit(Statement statement)
    {
        CodeTooLargeException.ProbeStack(statement.Start);
        switch (statement)
        {
            case ExpressionStatement expression:
                Visit(expression.Expression);
                break;
            case VariableDeclaration declaration:
                VisitDeclaration(declaration);
                break;
            case FunctionDeclaration function:
                VisitFunctionDeclaration(function);
                break;
            case ClassDeclaration declaration:
                Declare(declaration.Class.Id!.Name, BindingKind.Let, declaration.End);
                VisitClass(declaration.Class);
                break;
            case ReturnStatement { Argument: { } argument }:
                Visit(argument);
                break;
            case ThrowStatement thrown:
                Visit(thrown.Argument);
                break;
            case BlockStatement block:
                VisitBlock(block);
                break;
            case LabeledStatement labeled:
                Visit(labeled.Body);
                break;
            case TryStatement attempt:
                VisitTry(attempt);
                break;
            case IfStatement branch:
                VisitIf(branch);
                break;
            case SwitchStatement choice:
                VisitSwitch(choice);
                break;
            default:
                VisitLoop(statement);
                break;
        }
    }

    private void VisitLoop(Statement statement)
    {
        switch (statement)
        {
            case WhileStatement loop:
                Visit(loop.Test);
                Visit(loop.Body);
                break;
            case DoWhileStatement loop:
                Visit(loop.Body);
                Visit(loop.Test);
                break;
            case ForStatement loop:
                VisitFor(loop);
                break;
            case ForInStatement loop:
                VisitForEach(loop, loop.Left, loop.Right, loop.Body);
                break;
            case ForOfStatement loop:
                VisitForEach(loop, loop.Left, loop.Right, loop.Body);
                break;
        }
    }

    private void VisitDeclaration(VariableDeclaration declaration)
    {
        foreach (var declarator in declaration.Declarations)
        {
            DeclarePattern(declarator.Id, BindingKindOf(declaration.VariableKind), declarator.End);
            if (declarator.Init is { } initial)
                Visit(initial);
        }
    }

    private static BindingKind BindingKindOf(VariableKind kind) => kind switch
    {
        VariableKind.Let => BindingKind.Let,
        VariableKind.Const => BindingKind.Const,
        _ => BindingKind.Var,
    };

    private void VisitFunctionDeclaration(FunctionDeclaration declaration)
    {
        Declare(declaration.Function.Id!.Name, BindingKind.Function, 0);
        _scope.Hoist(declaration);
        VisitFunction(declaration.Function, _scopeStarts[^1]);
    }

    private void VisitBlock(BlockStatement block)
    {
        _tree.Add(block, Enter(ScopeKind.Block));
        _scopeStarts.Add(block.Start);
        Visit(block.Body);
        _scopeStarts.RemoveAt(_scopeStarts.Count - 1);
        Leave();
    }

    private void VisitIf(IfStatement branch)
    {
        for (; ; )
        {
            Visit(branch.Test);
            Visit(branch.Consequent);
            if (branch.Alternate is IfStatement next)
            {
                branch = next;
                continue;
            }

            if (branch.Alternate is { } alternate)
                Visit(alternate);

            return;
        }
    }

    private void VisitSwitch(SwitchStatement choice)
    {
        Visit(choice.Discriminant);
        _tree.Add(choice, Enter(ScopeKind.Switch));
        _scopeStarts.Add(choice.Start);
        foreach (var part in choice.Cases)
        {
            if (part.Test is { } test)
                Visit(test);

            Visit(part.Consequent);
        }

        _scopeStarts.RemoveAt(_scopeStarts.Count - 1);
        Leave();
    }

    private void VisitTry(TryStatement attempt)
    {
        VisitBlock(attempt.Block);
        if (attempt.Handler is { } handler)
        {
            _tree.Add(handler, Enter(ScopeKind.Catch));
            if (handler.Parameter is { } parameter)
                DeclarePattern(parameter, BindingKind.Let, parameter.End);

            VisitBlock(handler.Body);
            Leave();
        }

        if (attempt.Finalizer is { } finalizer)
            VisitBlock(finalizer);
    }

    private void VisitFor(ForStatement loop)
    {
        _tree.Add(loop, Enter(ScopeKind.Loop));
        if (loop.Init is VariableDeclaration declaration)
            VisitDeclaration(declaration);
        else if (loop.Init is Expression initial)
            Visit(initial);

        if (loop.Test is { } test)
            Visit(test);

        if (loop.Update is { } update)
            Visit(update);

        Visit(loop.Body);
        Leave();
    }

    private void VisitForEach(Statement loop, Node left, Expression right, Statement body)
    {
        _tree.Add(loop, Enter(ScopeKind.Loop));
        if (left is VariableDeclaration declaration)
            DeclarePattern(declaration.Declarations[0].Id, BindingKindOf(declaration.VariableKind), body.Start);
        else
            VisitTarget(left);

        Visit(right);
        Visit(body);
        Leave();
    }
}
