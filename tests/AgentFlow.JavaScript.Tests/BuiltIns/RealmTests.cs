using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Tests.BuiltIns;

// What snapshots and threads rely on is not to be seen from a script, so the realm's objects are walked directly.
public sealed class RealmTests
{
    [Fact]
    public void SharedRealm_EveryBuiltIn_HasAnIdOfItsOwn()
    {
        var natives = Reachable().OfType<NativeFunction>().Select(function => function.Entry).Distinct().ToList();

        var repeated = natives.GroupBy(entry => entry.Id).Where(group => group.Count() > 1).Select(group => group.Key).ToList();

        Assert.InRange(natives.Count, 400, 2000);
        Assert.Empty(repeated);
    }

    [Fact]
    public void SharedRealm_EveryObject_IsFrozen()
    {
        var objects = Reachable();

        var loose = objects.Where(obj => !obj.Shape.IsShared).Select(obj => obj.ToString()).ToList();

        Assert.Empty(loose);
    }

    private static HashSet<JsObject> Reachable()
    {
        var vm = new Vm(Realm.Shared, VmLimits.None);
        HashSet<JsObject> seen = [];
        Stack<JsObject> open = new([Realm.Shared.Globals]);
        for (var name = Intrinsic.ObjectPrototype; name < Intrinsic.Count; name++)
        {
            if (Realm.Shared[name] is { } intrinsic)
                open.Push(intrinsic);
        }

        while (open.TryPop(out var next))
        {
            if (!seen.Add(next))
                continue;
            if (next.Prototype is { } prototype)
                open.Push(prototype);
            foreach (var key in next.OwnKeys(vm))
            {
                next.GetOwn(vm, key, out var property);
                JsObject?[] values = property.IsAccessor ? [property.Accessor.Getter, property.Accessor.Setter] : [property.Value.AsObject];
                foreach (var value in values.OfType<JsObject>())
                    open.Push(value);
            }
        }

        return seen;
    }
}
