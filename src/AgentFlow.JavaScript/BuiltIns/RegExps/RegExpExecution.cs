using AgentFlow.JavaScript.BuiltIns.Text;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;
using AgentFlow.JavaScript.Regex;

namespace AgentFlow.JavaScript.BuiltIns.RegExps;

/// <summary><c>RegExpExec</c> and <c>RegExpBuiltinExec</c>: running an expression and making the result array.</summary>
internal static class RegExpExecution
{
    /// <summary>Runs the expression's own <c>exec</c>, if script gave it one, else the built-in. Null or a result object.</summary>
    public static JsObject? Exec(Vm vm, JsObject expression, JsString text)
    {
        if (expression is JsRegExp pristine && pristine.IsPristine(vm))
            return BuiltIn(vm, pristine, text);
        var exec = vm.Get(expression, "exec");
        if (exec.IsCallable)
        {
            var result = vm.Call(exec, expression, [text]);
            return result.IsNull ? null : result.AsObject ?? throw vm.TypeError("The exec method of a regular expression must return an object or null.");
        }

        return BuiltIn(vm, expression as JsRegExp ?? throw vm.TypeError($"{vm.Describe(expression)} is no regular expression."), text);
    }

    public static JsObject? BuiltIn(Vm vm, JsRegExp expression, JsString text)
    {
        var lastIndex = vm.ToLength(expression.LastIndex);
        var sticky = expression.Has(RegexFlags.Sticky);
        var moves = sticky || expression.Has(RegexFlags.Global);
        if (!moves)
            lastIndex = 0;
        var flat = text.Flat(vm);
        var matcher = new RegexMatcher(expression.Program, flat, vm);
        vm.Charge(4);
        if (lastIndex > flat.Length || !matcher.Match((int)lastIndex, sticky))
        {
            if (moves)
                expression.SetLastIndex(vm, 0);
            return null;
        }

        if (moves)
            expression.SetLastIndex(vm, matcher.Captures[1]);
        return Result(vm, expression, text, flat, matcher.Captures);
    }

    /// <summary>A capture as a string, or undefined where the group took no part.</summary>
    public static Value Capture(Vm vm, string text, ReadOnlySpan<int> captures, int group) => captures[group * 2] < 0
        ? Value.Undefined
        : StringPrototype.Part(vm, text, captures[group * 2], captures[(group * 2) + 1] - captures[group * 2]);

    private static JsArray Result(Vm vm, JsRegExp expression, JsString text, string flat, ReadOnlySpan<int> captures)
    {
        var count = expression.Program.GroupCount + 1;
        var result = vm.NewArray(count);
        using var hold = vm.Hold(result);
        for (var i = 0; i < count; i++)
            result.Append(vm, Capture(vm, flat, captures, i));
        result.CreateDataProperty(vm, "index", captures[0]);
        result.CreateDataProperty(vm, "input", text);
        result.CreateDataProperty(vm, "groups", Groups(vm, expression.Program, result));
        if (expression.Has(RegexFlags.HasIndices))
            result.CreateDataProperty(vm, "indices", Indices(vm, expression.Program, captures));
        return result;
    }

    /// <summary>The object with the named groups, or undefined where there are none.</summary>
    public static Value Groups(Vm vm, RegexProgram program, JsArray values)
    {
        if (program.GroupNames.Count == 0)
            return Value.Undefined;
        var groups = vm.NewObject(null);
        foreach (var (name, number) in program.GroupNames)
        {
            vm.Charge(1);
            if (!groups.GetOwn(vm, name, out var before) || before.Value.IsUndefined)
                groups.CreateDataProperty(vm, name, values.Dense[number]);
        }

        return groups;
    }

    private static JsArray Indices(Vm vm, RegexProgram program, ReadOnlySpan<int> captures)
    {
        var indices = vm.NewArray();
        using var hold = vm.Hold(indices);
        for (var i = 0; i <= program.GroupCount; i++)
            indices.Append(vm, captures[i * 2] < 0 ? Value.Undefined : vm.NewArray([captures[i * 2], captures[(i * 2) + 1]]));
        indices.CreateDataProperty(vm, "groups", Groups(vm, program, indices));
        return indices;
    }
}
