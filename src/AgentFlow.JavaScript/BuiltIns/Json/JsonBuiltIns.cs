using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Json;

/// <summary><c>JSON</c>.</summary>
internal static class JsonBuiltIns
{
    public static void Install(RealmBuilder b)
    {
        var json = b.Object(Intrinsic.Json);
        b.Global("JSON", json);
        b.Tag(json, "JSON");
        b.Method(json, "JSON", "parse", 2, Parse);
        b.Method(json, "JSON", "stringify", 3, Stringify);
    }

    private static Value Parse(Vm vm, in CallInfo call)
    {
        var value = JsonParser.Parse(vm, vm.ToText(call[0]));
        return call[1].IsCallable ? JsonReviver.Revive(vm, (JsObject)call[1].Ref!, value) : value;
    }

    private static Value Stringify(Vm vm, in CallInfo call)
    {
        var replacer = call[1].IsCallable ? call[1].AsObject : null;
        var allowed = replacer is null && vm.IsArray(call[1]) ? Allowed(vm, call[1].AsObject!) : null;
        return new JsonWriter(vm, replacer, allowed, Gap(vm, call[2])).Write(call[0]);
    }

    /// <summary>The names in an array that is given as replacer, without repetitions.</summary>
    private static List<PropertyKey> Allowed(Vm vm, JsObject list)
    {
        List<PropertyKey> allowed = [];
        HashSet<PropertyKey> seen = [];
        var length = vm.LengthOf(list);
        for (long i = 0; i < length; i++)
        {
            vm.Charge(1);
            var item = vm.GetIndex(list, i);
            if (!item.IsNumber && !item.IsString && item.Ref is not JsPrimitiveObject { ClassName: "Number" or "String" })
                continue;
            vm.Allocate(64);
            var key = PropertyKey.From(vm.ToText(item));
            if (seen.Add(key))
                allowed.Add(key);
        }

        return allowed;
    }

    private static string Gap(Vm vm, Value space)
    {
        if (space.Ref is JsPrimitiveObject wrapper)
            space = wrapper.Primitive.IsNumber ? vm.ToNumber(space) : wrapper.Primitive.IsString ? vm.ToJsString(space) : space;
        if (space.IsNumber)
            return new string(' ', (int)Math.Clamp(vm.ToInteger(space), 0, 10));
        return space.AsString is { } text ? text.Flat(vm) is var flat && flat.Length > 10 ? flat[..10] : flat : "";
    }
}
