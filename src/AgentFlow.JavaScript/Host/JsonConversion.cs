using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.JavaScript.BuiltIns.Bytes;
using AgentFlow.JavaScript.BuiltIns.Collections;
using AgentFlow.JavaScript.BuiltIns.Conversion;
using AgentFlow.JavaScript.BuiltIns.Dates;
using AgentFlow.JavaScript.BuiltIns.Web;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Host;

/// <summary>Copies values across the border as JSON. On the way out it reads data properties only and so runs no script; both ways are charged to the machine.</summary>
internal static class JsonConversion
{
    private const int MaxDepth = 100;

    /// <summary>Bytes that a node costs beside its text.</summary>
    private const int NodeBytes = 80;

    private const int SmallNumberCount = 256;

    /// <summary>An array of 0 to 255, read once: a number's text is then there already.</summary>
    private static readonly JsonElement SmallNumbers = JsonElement.Parse($"[{string.Join(',', Enumerable.Range(0, SmallNumberCount))}]");

    /// <summary>Copies a value out: undefined, functions and symbols are left out of objects and null elsewhere, as JSON.stringify has it. Unlike there, sets,
    /// maps and bytes become arrays of what they hold.</summary>
    /// <exception cref="ScriptThrow">The value is cyclic, too deep, a BigInt, a promise or a proxy.</exception>
    public static JsonNode? ToJson(Vm vm, Value value) => ToJson(vm, value, []);

    /// <summary>Copies a value in.</summary>
    public static Value FromJson(Vm vm, JsonNode? node) => FromJson(vm, node, 0);

    /// <summary>Copies a value in.</summary>
    public static Value FromJson(Vm vm, JsonElement element)
    {
        try
        {
            return FromJson(vm, element, 0);
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json cannot read a text with "\ud800" alone.
            throw vm.TypeError("The data from the host holds half a surrogate pair, which is no text.");
        }
    }

    private static JsonNode? ToJson(Vm vm, Value value, List<JsObject> path)
    {
        vm.Charge(1);
        vm.ChargeOutput(1);
        vm.Allocate(NodeBytes);
        switch (value.Ref)
        {
            case null:
                return double.IsFinite(value.Num) ? NumberToJson(value.Num) : null;
            case JsString text:
                vm.ChargeOutput(text.Length);
                return JsonValue.Create(text.Flat(vm));
            case JsBigInt:
                throw vm.TypeError("A BigInt cannot be passed out of the script: convert it with Number(x) or String(x).");
            case Oddball:
                return value.IsBoolean ? JsonValue.Create(value.IsTrue) : null;
            case JsPromise:
                throw vm.TypeError("A Promise cannot be passed out of the script: await it first, and several with await Promise.all([...]).");
            case JsObject { IsProxy: true }:
                throw vm.TypeError("A Proxy cannot be passed out of the script: copy what is needed into a plain object.");
            case JsObject { IsCallable: false } obj:
                return ObjectToJson(vm, obj, path);
            default:
                return null;
        }
    }

    /// <summary>A number that the host can read as any type that holds it: one made from a double could be read as a double only.</summary>
    private static JsonValue? NumberToJson(double number)
    {
        var index = (int)number;
        if (index == number && (uint)index < SmallNumberCount)
            return JsonValue.Create(SmallNumbers[index]);
        return JsonValue.Create(JsonElement.Parse(number == 0 ? "0" : NumberFormatter.ToText(number)));
    }

    private static JsonNode? ObjectToJson(Vm vm, JsObject obj, List<JsObject> path)
    {
        if (path.Count >= MaxDepth)
        {
            throw vm.TypeError(path.Any(o => ReferenceEquals(o, obj))
                ? "A cyclic structure cannot be passed out of the script: return plain data without references back."
                : $"The value is nested more than {MaxDepth} levels deep and cannot be passed out of the script.");
        }
        if (obj is JsPrimitiveObject { Primitive: var primitive })
            return ToJson(vm, primitive, path);
        if (obj is JsDate date)
            return double.IsFinite(date.Time) ? JsonValue.Create(DateFormatter.Iso(date.Time)) : null;
        if (obj is JsUrl url)
            return ToJson(vm, vm.NewString(url.Record.Href), path);
        path.Add(obj);
        JsonNode? copy = obj switch
        {
            JsArray array => ArrayToJson(vm, array, path),
            JsUint8Array bytes => BytesToJson(vm, bytes),
            JsCollection { Kind: CollectionKind.Map or CollectionKind.Set } collection => EntriesToJson(vm, collection, path),
            _ => PropertiesToJson(vm, obj, path),
        };
        path.RemoveAt(path.Count - 1);
        return copy;
    }

    private static JsonArray BytesToJson(Vm vm, JsUint8Array bytes)
    {
        var copy = new JsonArray();
        for (var i = 0; i < bytes.Length; i++)
            copy.Add(ToJson(vm, bytes.Elements[i]));
        return copy;
    }

    /// <summary>The values of a set, the pairs of a map.</summary>
    private static JsonArray EntriesToJson(Vm vm, JsCollection collection, List<JsObject> path)
    {
        var copy = new JsonArray();
        for (var at = collection.Table.Head.Next; at is not null; at = at.Next)
        {
            var key = ToJson(vm, at.Key, path);
            copy.Add(collection.Kind == CollectionKind.Set ? key : new JsonArray(key, ToJson(vm, at.Value, path)));
        }
        return copy;
    }

    private static JsonArray ArrayToJson(Vm vm, JsArray array, List<JsObject> path)
    {
        var copy = new JsonArray();
        for (uint i = 0; i < array.Length; i++)
        {
            var found = array.GetOwn(vm, PropertyKey.From(i), out var property) && !property.IsAccessor;
            copy.Add(found ? ToJson(vm, property.Value, path) : Absent(vm));
        }
        return copy;
    }

    private static JsonNode? Absent(Vm vm)
    {
        vm.Charge(1);
        vm.ChargeOutput(1);
        vm.Allocate(NodeBytes / 2);
        return null;
    }

    private static JsonObject PropertiesToJson(Vm vm, JsObject obj, List<JsObject> path)
    {
        var copy = new JsonObject();
        if (obj is JsError)
        {
            copy["name"] = vm.DataText(obj, "name") ?? "Error";
            copy["message"] = vm.DataText(obj, "message") ?? "";
        }
        foreach (var key in obj.OwnKeys(vm))
        {
            if (key.IsSymbol || !obj.GetOwn(vm, key, out var property) || !property.IsEnumerable || property.IsAccessor)
                continue;
            if (property.Value is { IsUndefined: true } or { IsCallable: true } or { IsSymbol: true })
                continue;
            var name = key.ToString();
            vm.ChargeOutput(name.Length);
            copy[name] = ToJson(vm, property.Value, path);
        }
        return copy;
    }

    private static Value FromJson(Vm vm, JsonNode? node, int depth)
    {
        vm.Charge(1);
        if (depth > MaxDepth * 2)
            throw vm.RangeError("The data from the host is nested too deeply.");
        switch (node)
        {
            case null:
                return Value.Null;
            case JsonArray array:
                var elements = vm.NewArray(array.Count);
                foreach (var item in array)
                    elements.Append(vm, FromJson(vm, item, depth + 1));
                return elements;
            case JsonObject obj:
                var copy = vm.NewObject();
                foreach (var (name, item) in obj)
                    copy.Put(vm, name, FromJson(vm, item, depth + 1));
                return copy;
            default:
                return FromPrimitive(vm, node);
        }
    }

    private static Value FromPrimitive(Vm vm, JsonNode node)
    {
        switch (node.GetValueKind())
        {
            case JsonValueKind.String:
                return vm.NewString(node.GetValue<string>());
            case JsonValueKind.True:
                return Value.True;
            case JsonValueKind.False:
                return Value.False;
            case JsonValueKind.Number:
                var number = (JsonValue)node;
                if (number.TryGetValue<double>(out var real))
                    return real;
                if (number.TryGetValue<int>(out var small))
                    return small;
                return double.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
            default:
                return Value.Null;
        }
    }

    private static Value FromJson(Vm vm, JsonElement element, int depth)
    {
        vm.Charge(1);
        if (depth > MaxDepth * 2)
            throw vm.RangeError("The data from the host is nested too deeply.");
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                var elements = vm.NewArray(element.GetArrayLength());
                foreach (var item in element.EnumerateArray())
                    elements.Append(vm, FromJson(vm, item, depth + 1));
                return elements;
            case JsonValueKind.Object:
                var copy = vm.NewObject();
                foreach (var property in element.EnumerateObject())
                    copy.Put(vm, property.Name, FromJson(vm, property.Value, depth + 1));
                return copy;
            case JsonValueKind.String:
                return vm.NewString(element.GetString()!);
            case JsonValueKind.Number:
                return element.GetDouble();
            case JsonValueKind.True:
                return Value.True;
            case JsonValueKind.False:
                return Value.False;
            default:
                return Value.Null;
        }
    }
}
