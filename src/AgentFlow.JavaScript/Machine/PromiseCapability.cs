using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <summary>PromiseCapability Record. For a promise of our own the functions are left undefined and it is settled directly.</summary>
internal sealed class PromiseCapability(JsObject promise, Value resolve, Value reject) : TracedValue
{
    public const int Bytes = 80;

    public JsObject Promise { get; } = promise;

    /// <summary>Undefined where <see cref="Promise"/> is a <see cref="JsPromise"/> that the machine settles itself.</summary>
    public Value Resolve { get; } = resolve;

    public Value Reject { get; } = reject;

    internal override void Trace(HeapTracer tracer)
    {
        tracer.Add(Bytes);
        tracer.Visit(Promise);
        tracer.Visit(Resolve);
        tracer.Visit(Reject);
    }
}
