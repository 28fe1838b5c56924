using AgentFlow.JavaScript.Compiler;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Tests.Compiler;

/// <summary>Compiles a program, runs it in a fresh machine without a host, and gives what it returned as JSON text.</summary>
internal static class Evaluated
{
    /// <summary>The fuel of one program: more than any of these tests needs, so that a wrong jump ends a test and not the run.</summary>
    private const long Fuel = 50_000_000;

    /// <summary>JSON by means of the language only: these tests do not wait for the built-in.</summary>
    private const string Show =
        """
        function show(v) {
          if (typeof v === 'string') {
            let s = '"';
            for (const c of v) s += c === '"' || c === '\\' ? '\\' + c : c === '\n' ? '\\n' : c;
            return s + '"';
          }
          if (typeof v === 'number') return v - v === 0 ? String(v) : 'null';
          if (v === null || typeof v === 'boolean') return String(v);
          if (typeof v !== 'object') return undefined;
          let s = '', n = 0;
          if (Array.isArray(v)) {
            for (let i = 0; i < v.length; i++) s += (n++ ? ',' : '') + (show(v[i]) ?? 'null');
            return '[' + s + ']';
          }
          for (const k of Object.keys(v)) {
            const t = show(v[k]);
            if (t !== undefined) s += (n++ ? ',' : '') + show(k) + ':' + t;
          }
          return '{' + s + '}';
        }
        """;

    public static string Json(string body)
    {
        var call = body.Contains("async", StringComparison.Ordinal) || body.Contains("await", StringComparison.Ordinal)
            ? $"await (async () => {{ {body}\n }})()"
            : $"(() => {{ {body}\n }})()";

        return Text($"{Show}\nreturn show({call})");
    }

    /// <summary>The text of what a program returns.</summary>
    public static string Text(string source)
    {
        var block = CodeCompiler.Compile(Parser.Parse(new SourceText(source), ParserOptions.ModelCode));
        var vm = new Vm(Realm.Shared, new VmLimits { Fuel = Fuel });
        var main = new ScriptFunction(vm.RootShape(vm.Realm[Intrinsic.FunctionPrototype]), new ScriptCode(vm, block), []);
        var promise = (JsPromise)vm.Call(main, Value.Undefined).Ref!;
        vm.RunJobs();

        return promise.State switch
        {
            PromiseState.Fulfilled => vm.ToText(promise.Result),
            PromiseState.Rejected => "rejected: " + vm.ToText(promise.Result),
            _ => "pending",
        };
    }
}
