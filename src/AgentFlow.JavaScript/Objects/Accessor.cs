namespace AgentFlow.JavaScript.Objects;

/// <summary>The getter and setter of an accessor property; it lies in the slot where a data property has its value.</summary>
internal sealed class Accessor(JsObject? getter, JsObject? setter) : HeapValue(ValueTag.Internal)
{
    public const int Bytes = 40;

    public JsObject? Getter { get; } = getter;

    public JsObject? Setter { get; } = setter;
}
