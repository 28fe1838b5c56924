using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>What a built-in is still building: <c>using var hold = vm.Hold(result);</c>. Without it a census would not see the object, and a
/// script could have far more alive than its limit while one built-in runs.</content>
internal sealed partial class Vm
{
    private readonly List<HeapValue> _held = [];

    /// <summary>Shows an object to the census until the result is disposed of. Holds are nested like calls.</summary>
    public Holding Hold(HeapValue value)
    {
        _held.Add(value);
        return new Holding(this, _held.Count - 1);
    }

    private void TraceHeld(HeapTracer tracer)
    {
        foreach (var value in _held)
            tracer.Visit(value);
    }

    internal readonly ref struct Holding(Vm vm, int depth)
    {
        public void Dispose() => vm._held.RemoveRange(depth, vm._held.Count - depth);
    }
}
