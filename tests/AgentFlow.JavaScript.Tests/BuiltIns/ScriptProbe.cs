using AgentFlow.JavaScript.BuiltIns.Console;
using AgentFlow.JavaScript.Compiler;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Tests.BuiltIns;

/// <summary>Runs a program on a bare machine and tells what came of it, as console.log would show it.</summary>
internal static class ScriptProbe
{
    public static string Run(string source, IVmHost? host = null, VmLimits? limits = null)
    {
        var vm = new Vm(Realm.Shared, limits ?? new VmLimits { Fuel = 500_000_000, Memory = 256_000_000 }, host);
        try
        {
            var block = CodeCompiler.Compile(ModelCode.Parse(new SourceText(source, "script.js")));
            var value = vm.RunFunction(new ScriptFunction(vm.FunctionShape, new ScriptCode(vm, block), []), Value.Undefined, [], null);
            vm.RunJobs();
            if (value.Ref is not JsPromise promise)
                return new Inspector(vm).Inspect(value);
            return promise.State switch
            {
                PromiseState.Fulfilled => new Inspector(vm).Inspect(promise.Result),
                PromiseState.Rejected => "threw " + Thrown(vm, promise.Result),
                _ => "pending",
            };
        }
        catch (ScriptThrow thrown)
        {
            return "threw " + Thrown(vm, thrown.Value);
        }
    }

    private static string Thrown(Vm vm, Value value) => value.Ref is JsError error ? vm.ErrorHeader(error) : new Inspector(vm).Inspect(value);
}
