using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <summary>The part of a call that outlives its stay on the stack: a generator, an async function or both. While suspended it owns its registers.</summary>
internal sealed class Coroutine(ScriptFunction function) : TracedValue
{
    public const int Bytes = 120;

    public ScriptFunction Function { get; } = function;

    /// <summary>The registers while suspended; null while running and when done.</summary>
    public Value[]? Registers { get; set; }

    public Value[]? Args { get; set; }

    public JsObject? NewTarget { get; set; }

    /// <summary>The instruction that suspended it; execution goes on behind it.</summary>
    public int Pc { get; set; }

    public CoroutineState State { get; set; } = CoroutineState.Running;

    /// <summary>What an async function settles.</summary>
    public JsPromise? Promise { get; set; }

    /// <summary>The object that script holds, for generators.</summary>
    public JsGenerator? Generator { get; set; }

    internal override void Trace(HeapTracer tracer)
    {
        tracer.Add(Bytes + (Registers is null ? 0 : 24 + Registers.Length * 16L));
        tracer.Visit(Function);
        tracer.Visit(NewTarget);
        tracer.Visit(Promise);
        tracer.Visit(Generator);
        tracer.VisitAll(Registers);
        tracer.VisitAll(Args);
    }
}
