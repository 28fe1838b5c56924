namespace AgentFlow.JavaScript.Machine;

/// <content>The depth of operations of built-ins that lead to others of their kind: a proxy whose target is a proxy.</content>
internal sealed partial class Vm
{
    /// <summary>Counts one level of nesting until the result is disposed of. Throws a RangeError at the cap that calls through built-ins have.</summary>
    public Nesting Nest()
    {
        EnterNative();
        Charge(1);
        return new Nesting(this);
    }

    internal readonly ref struct Nesting(Vm vm)
    {
        public void Dispose() => vm._nativeDepth--;
    }
}
