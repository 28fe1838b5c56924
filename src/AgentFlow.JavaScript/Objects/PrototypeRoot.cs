using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>Object.prototype: an immutable prototype exotic object, above which nothing can be put.</summary>
internal sealed class PrototypeRoot(Shape shape) : JsObject(shape)
{
    public override bool SetPrototypeOf(Vm vm, JsObject? prototype) => prototype is null;
}
