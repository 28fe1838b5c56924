using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>What the census starts from.</content>
internal sealed partial class Vm
{
    private readonly Dictionary<string, JsSymbol> _registeredSymbols = [];

    /// <summary>Symbol.for.</summary>
    public JsSymbol RegisteredSymbol(JsString key)
    {
        var text = key.Flat(this);
        if (_registeredSymbols.TryGetValue(text, out var symbol))
            return symbol;
        Allocate(150 + JsString.TextBytes(text.Length));
        return _registeredSymbols[text] = new JsSymbol(key) { RegistryKey = key };
    }

    private long _codeBytes;

    /// <summary>Counts compiled code as alive from now on: it is, until the run ends.</summary>
    internal void HoldCode(CodeBlock block)
    {
        var bytes = block.TotalBytes();
        Allocate(bytes);
        _codeBytes += bytes;
    }

    private void TraceRoots(HeapTracer tracer)
    {
        if (Global is not null)
            tracer.Visit(Global);
        TraceHeld(tracer);
        foreach (var symbol in _registeredSymbols.Values)
        {
            tracer.Add(100);
            tracer.Visit(symbol);
        }
        tracer.Add(_codeBytes + Host.HeldBytes + _frames.Length * 56L + _registers.Length * 16L + _jobs.Count * (long)Job.Bytes);
        for (var i = 0; i < _depth; i++)
        {
            tracer.Visit(_frames[i].NewTarget);
            tracer.Visit(_frames[i].Coroutine);
            tracer.VisitAll(_frames[i].Args);
        }
        tracer.VisitAll(_registers.AsSpan(0, Math.Min(_registers.Length, TopOfStack)));
        foreach (var job in _jobs)
        {
            tracer.Visit(job.Target);
            tracer.Visit(job.Value);
            tracer.Visit(job.Extra);
        }
        tracer.Visit(_awaited);
        _rejected.RemoveAll(static p => p.IsHandled);
        foreach (var promise in _rejected)
            tracer.Visit(promise);
        tracer.Drain();
    }

    /// <summary>"TypeError: message", read from data properties only.</summary>
    internal string ErrorHeader(JsObject error)
    {
        var name = DataText(error, "name") ?? "Error";
        var message = DataText(error, "message") ?? "";
        return message.Length == 0 ? name : name.Length == 0 ? message : $"{name}: {message}";
    }

    /// <summary>The text of a string property found without running script; cut where it is long.</summary>
    internal string? DataText(JsObject target, PropertyKey key)
    {
        var hops = 0;
        for (var at = target; at is { IsProxy: false } && hops++ < 1000; at = at.Prototype)
        {
            if (!at.GetOwn(this, key, out var property))
                continue;
            if (property.IsAccessor || property.Value.AsString is not { } text)
                return null;
            var flat = text.Flat(this);
            return flat.Length > MaxMessage ? flat[..MaxMessage] + "…" : flat;
        }
        return null;
    }
}
