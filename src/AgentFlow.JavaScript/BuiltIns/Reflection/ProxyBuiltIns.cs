using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Reflection;

/// <summary><c>Proxy</c>.</summary>
internal static class ProxyBuiltIns
{
    private static readonly NativeEntry RevokeEntry = NativeEntry.Inner("Proxy revoker", 0, static (_, in call) =>
    {
        if (call.Callee.Data[0].Ref is JsProxy proxy)
            proxy.Revoke();
        call.Callee.Data[0] = Value.Null;
        return Value.Undefined;
    });

    public static void Install(RealmBuilder b)
    {
        var proxy = b.Constructor(Intrinsic.Proxy, "Proxy", 2, static (vm, in call) =>
            call.IsConstruct ? Create(vm, call) : throw vm.TypeError("Constructor Proxy requires 'new'."), null);
        b.Method(proxy, "Proxy", "revocable", 2, static (vm, in call) =>
        {
            var created = Create(vm, call);
            var result = vm.NewObject();
            result.CreateDataProperty(vm, "proxy", created);
            result.CreateDataProperty(vm, "revoke", vm.NewNative(RevokeEntry, created));
            return result;
        });
    }

    private static JsProxy Create(Vm vm, in CallInfo call)
    {
        if (!call[0].TryGetObject(out var target) || !call[1].TryGetObject(out var handler))
            throw vm.TypeError("Cannot create proxy with a non-object as target or handler.");
        vm.Allocate(JsObject.Bytes + 24);
        return new JsProxy(vm, target, handler);
    }
}
