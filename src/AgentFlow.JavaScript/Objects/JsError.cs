using System.Text;
using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>An object with [[ErrorData]]. Where it was made is kept as data; the <c>stack</c> property is worded when it is first asked for.</summary>
internal sealed class JsError(Shape shape, StackEntry[] stack) : JsObject(shape)
{
    public new const int Bytes = JsObject.Bytes + 200;

    private bool _materialized;

    /// <summary>The calls that were open when the error was made, innermost first, cut to a few.</summary>
    public StackEntry[] Stack { get; } = stack;

    public override string ClassName => "Error";

    internal override long HeapBytes => base.HeapBytes + 24 + Stack.Length * 16L;

    public override bool GetOwn(Vm vm, PropertyKey key, out Property property)
    {
        if (!_materialized && key.Name == "stack")
            Materialize(vm);
        return base.GetOwn(vm, key, out property);
    }

    internal override void Materialize(Vm vm)
    {
        if (_materialized)
            return;
        _materialized = true;
        var text = new StringBuilder(vm.ErrorHeader(this));
        foreach (var entry in Stack)
            text.Append("\n    at ").Append(entry.ToString());
        AddOwn(vm, "stack", vm.NewString(text.ToString()), PropertyFlags.Hidden);
    }
}
