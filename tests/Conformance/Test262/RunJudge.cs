using AgentFlow.JavaScript.Compiler;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Test262;

/// <summary>Runs a test in a machine of its own, with built-ins of its own, and compares what happens with what must.</summary>
internal sealed class RunJudge(Harness harness)
{
    // A test that takes more than this hangs; the longest that pass take a tenth of it.
    private static readonly VmLimits Limits = new() { Fuel = 1_000_000_000, Memory = 512L << 20 };

    public string? Judge(TestFile test)
    {
        CodeBlock code;
        try
        {
            code = CodeCompiler.Compile(Parser.Parse(new SourceText(test.Source), ParserOptions.Script));
        }
        catch (SourceErrorException error)
        {
            if (test.NegativePhase == "parse")
                return test.NegativeType == "SyntaxError" ? null : $"a SyntaxError instead of a {test.NegativeType}";
            return $"did not parse: {error.Message} (line {error.Position.Line}, column {error.Position.Column})";
        }

        if (test.NegativePhase == "parse")
            return "parsed, but must not";
        var host = new TestHost();
        var vm = new Vm(Realm.CreateMutable(), Limits, host);
        return Compare(test, Run(test, code, vm), host);
    }

    // The name of the error that ended the test and what it says; null if none did.
    private (string Name, string Message)? Run(TestFile test, CodeBlock code, Vm vm)
    {
        try
        {
            TestHost.Install(vm);
            foreach (var part in harness.For(test))
                Execute(vm, part);
            Execute(vm, code);
            vm.RunJobs();
            return null;
        }
        catch (ScriptThrow thrown)
        {
            return Describe(vm, thrown.Value);
        }
        catch (ScriptTerminated ended)
        {
            return ("(limit)", ended.Message);
        }
    }

    private static void Execute(Vm vm, CodeBlock code) =>
        vm.Call(new ScriptFunction(vm.FunctionShape, new ScriptCode(vm, code), []), vm.Global);

    private static (string Name, string Message) Describe(Vm vm, Value thrown)
    {
        try
        {
            if (thrown.AsObject is not { } error)
                return ("(value)", vm.ToText(thrown));
            var constructor = vm.Get(error, "constructor").AsObject;
            var name = constructor is null ? "(object)" : vm.ToText(vm.Get(constructor, "name"));
            return (name, vm.ToText(vm.Get(error, "message")));
        }
        catch (ScriptThrow)
        {
            return ("(object)", "that throws when it is looked at");
        }
        catch (ScriptTerminated ended)
        {
            return ("(limit)", ended.Message);
        }
    }

    private static string? Compare(TestFile test, (string Name, string Message)? error, TestHost host)
    {
        if (test.NegativePhase is not null)
        {
            if (error is null)
                return $"ended well, but must throw a {test.NegativeType}";
            return error.Value.Name == test.NegativeType ? null : $"threw {error.Value.Name}: {error.Value.Message}, but must throw a {test.NegativeType}";
        }

        if (error is { } thrown)
            return $"{thrown.Name}: {thrown.Message}";
        if (!test.IsAsync || host.Printed.Contains("Test262:AsyncTestComplete"))
            return null;
        return host.Printed.Count > 0 ? host.Printed[^1] : "never called $DONE";
    }
}
