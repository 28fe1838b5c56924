using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Compiler.Scopes;

/// <summary>Resolves names along the chain of scopes: first for all uses, to mark captures and dead zones, later for the code generator.</summary>
internal static class NameResolver
{
    /// <summary>How many captures a program may have. Every function between a variable and its use has one, so that a short text can ask for very many.</summary>
    private const int MaxCaptures = 1_000_000;

    public static void Resolve(List<Scope> scopes)
    {
        List<FunctionScope> crossed = [];
        var captures = 0;
        foreach (var scope in scopes)
        {
            if (scope.References is not { } references)
                continue;

            foreach (var (name, position) in references)
            {
                if (Find(scope, name, crossed, out var inHead) is { } variable)
                    captures += Mark(variable, position, crossed, inHead);
            }

            if (captures > MaxCaptures)
                throw new CodeTooLargeException("uses of variables of enclosing functions", scope.Function.CreatedAt);

            foreach (var (name, position) in scope.Assignments)
            {
                if (Find(scope, name, crossed, out _) is { } variable && crossed.Count == 0)
                    variable.AddAssignment(position);
            }
        }
    }

    /// <summary>Finds the variable that a use of <paramref name="name"/> at <paramref name="position"/> means, or null for a global one.</summary>
    public static Variable? Find(Scope scope, string name, int position, out bool needsCheck)
    {
        List<FunctionScope>? crossed = null;
        var variable = Find(scope, name, null, out var inHead, ref crossed);
        needsCheck = variable is not null && MayComeEarly(variable, crossed is null ? position : crossed[^1].CreatedAt, inHead);

        return variable;
    }

    private static Variable? Find(Scope scope, string name, List<FunctionScope> crossed, out bool inHead)
    {
        crossed.Clear();
        List<FunctionScope>? list = crossed;

        return Find(scope, name, null, out inHead, ref list);
    }

    private static Variable? Find(Scope scope, string name, FunctionScope? function, out bool inHead, ref List<FunctionScope>? crossed)
    {
        inHead = false;
        Scope? head = null;
        function = scope.Function;
        for (var current = scope; current is not null; current = current.Parent)
        {
            if (current.Function != function)
            {
                (crossed ??= []).Add(function);
                function = current.Function;
            }

            if (current.Find(name) is { } variable || (variable = Implicit(current, name)) is not null)
            {
                inHead = head is not null && head.Parent == current;

                return variable;
            }

            if (current.Kind == ScopeKind.ClassHead)
                head = current;
        }

        return null;
    }

    /// <summary>What every function but an arrow binds without a declaration.</summary>
    private static Variable? Implicit(Scope scope, string name)
    {
        var function = scope.Function;
        if (scope != function.Parameters || function.IsArrow)
            return null;

        switch (name)
        {
            case InternalName.Arguments when function.Kind is not (CodeKind.Program or CodeKind.Script):
                function.UsesArguments = true;
                return scope.Declare(name, BindingKind.Internal, 0);
            case InternalName.This or InternalName.NewTarget or InternalName.Callee:
                return scope.Declare(name, BindingKind.Internal, 0);
            default:
                return null;
        }
    }

    private static int Mark(Variable variable, int position, List<FunctionScope> crossed, bool inHead)
    {
        var captures = 0;
        foreach (var function in crossed)
            captures += function.Capture(variable) ? 1 : 0;

        variable.Captured |= crossed.Count > 0;
        variable.NeedsHole |= MayComeEarly(variable, crossed.Count == 0 ? position : crossed[^1].CreatedAt, inHead);

        return captures;
    }

    private static bool MayComeEarly(Variable variable, int position, bool inHead) => variable.Kind switch
    {
        BindingKind.Let or BindingKind.Const => variable.Scope.Kind == ScopeKind.Switch || position < variable.InitializedAt,
        BindingKind.Parameter => position < variable.InitializedAt,
        BindingKind.ClassName => inHead,
        BindingKind.Internal => variable.Name == InternalName.This && variable.Scope.Function.Kind == CodeKind.DerivedConstructor,
        _ => false,
    };
}
