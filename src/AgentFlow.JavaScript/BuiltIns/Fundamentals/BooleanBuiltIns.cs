using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Fundamentals;

/// <summary><c>Boolean</c>.</summary>
internal static class BooleanBuiltIns
{
    private const string Owner = "Boolean.prototype";

    public static void Install(RealmBuilder b)
    {
        var p = b.Add(new JsPrimitiveObject(Shape.Dictionary(b.ObjectPrototype), Value.False), Intrinsic.BooleanPrototype);
        b.Constructor(Intrinsic.Boolean, "Boolean", 1, Make, p);
        b.Method(p, Owner, "toString", 0, static (vm, in call) => This(vm, call.This).IsTrue ? "true" : "false");
        b.Method(p, Owner, "valueOf", 0, static (vm, in call) => This(vm, call.This));
    }

    private static Value Make(Vm vm, in CallInfo call)
    {
        var value = Value.From(call[0].ToBoolean());
        if (!call.IsConstruct)
            return value;
        vm.Allocate(JsObject.Bytes + 16);
        return new JsPrimitiveObject(vm.RootShape(vm.PrototypeFor(call.NewTarget, Intrinsic.BooleanPrototype)), value);
    }

    private static Value This(Vm vm, Value value) => value.IsBoolean ? value
        : value.Ref is JsPrimitiveObject { Primitive: { IsBoolean: true } inner } ? inner
        : throw vm.TypeError($"{vm.Describe(value)} is not a boolean.");
}
