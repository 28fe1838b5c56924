using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>A generator object, or that of an async generator, whose requests wait in a queue.</summary>
internal sealed class JsGenerator(Shape shape, Coroutine coroutine, bool isAsync) : JsObject(shape)
{
    public new const int Bytes = JsObject.Bytes + 24;

    public Coroutine Coroutine { get; } = coroutine;

    public bool IsAsync { get; } = isAsync;

    /// <summary>Calls of next, throw and return of an async generator that are not answered yet; the first is being worked on.</summary>
    internal Queue<GeneratorRequest>? Requests { get; set; }

    public override string ClassName => IsAsync ? "AsyncGenerator" : "Generator";

    internal override long HeapBytes => base.HeapBytes + 24 + (Requests is null ? 0 : 64 + Requests.Count * 40L);

    internal override void Trace(HeapTracer tracer)
    {
        tracer.Visit(Coroutine);
        if (Requests is null)
            return;
        foreach (var request in Requests)
        {
            tracer.Visit(request.Value);
            tracer.Visit(request.Promise);
        }
    }
}
