using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <summary>What one place in the program remembers of the last object it met.</summary>
internal struct InlineCache
{
    /// <summary>The shape that the object must have; null: nothing remembered.</summary>
    public Shape? Shape;

    /// <summary>The prototype that has the property; null where the object itself has it.</summary>
    public JsObject? Holder;

    /// <summary>For assignments that add: the shape afterwards.</summary>
    public Shape? Next;

    public int Slot;

    /// <summary>The <see cref="Vm.PrototypeEpoch"/> for which <see cref="Holder"/> and <see cref="Next"/> hold.</summary>
    public int Epoch;
}
