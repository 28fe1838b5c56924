using AgentFlow.JavaScript.BuiltIns.Bytes;
using AgentFlow.JavaScript.BuiltIns.Collections;
using AgentFlow.JavaScript.BuiltIns.Dates;
using AgentFlow.JavaScript.BuiltIns.RegExps;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Web;

/// <summary><c>structuredClone</c>: a deep copy that keeps cycles. Objects wait in a queue of our own to have their properties copied.</summary>
internal sealed class StructuredClone
{
    private readonly Vm _vm;
    private readonly Dictionary<JsObject, JsObject> _copies = [];
    private readonly Queue<(JsObject Source, JsObject Copy)> _waiting = new();

    private StructuredClone(Vm vm) => _vm = vm;

    public static void Install(RealmBuilder b) => b.GlobalFunction("structuredClone", 1, static (vm, in call) => Clone(vm, call[0]));

    private static Value Clone(Vm vm, Value value)
    {
        var clone = new StructuredClone(vm);
        var result = clone.Copy(value);
        if (result.Ref is not JsObject root)
            return result;
        using var hold = vm.Hold(root);
        while (clone._waiting.TryDequeue(out var next))
            clone.Fill(next.Source, next.Copy);
        return result;
    }

    private Value Copy(Value value)
    {
        if (value.IsSymbol)
            throw DataCloneError(value);
        if (value.Ref is not JsObject source)
            return value;
        if (_copies.TryGetValue(source, out var known))
            return known;
        _vm.Charge(2);
        _vm.Allocate(100);
        var copy = Empty(source);
        _copies.Add(source, copy);
        if (copy is not (JsDate or JsPrimitiveObject or JsRegExp or JsUint8Array))
            _waiting.Enqueue((source, copy));
        return copy;
    }

    private JsObject Empty(JsObject source)
    {
        switch (source)
        {
            case JsArray array:
                return _vm.NewArrayOfLength(array.Length);
            case JsDate date:
                _vm.Allocate(JsObject.Bytes + 8);
                return new JsDate(_vm.RootShape(_vm.Realm[Intrinsic.DatePrototype]), date.Time);
            case JsPrimitiveObject { Primitive.IsSymbol: false } wrapper:
                return _vm.ToObject(wrapper.Primitive);
            case JsCollection { Kind: CollectionKind.Map or CollectionKind.Set } collection:
                return JsCollection.Create(_vm, collection.Kind, null);
            case JsRegExp expression:
                return JsRegExp.Create(_vm, _vm.Realm[Intrinsic.RegExpPrototype], expression.Source, expression.FlagText);
            case JsUint8Array bytes:
                var copy = JsUint8Array.Create(_vm, bytes.Length);
                bytes.Elements.CopyTo(copy.Elements);
                return copy;
            case JsError error:
                return _vm.CreateError(ErrorPrototype(error));
            case { IsCallable: false, IsProxy: false } when source.GetType() == typeof(JsObject):
                return _vm.NewObject();
            default:
                throw DataCloneError(source);
        }
    }

    /// <summary>What browsers throw here, as an Error that has the name and the code of their DOMException.</summary>
    private ScriptThrow DataCloneError(Value value)
    {
        var error = _vm.CreateError(Intrinsic.ErrorPrototype, $"{_vm.Describe(value)} could not be cloned.");
        error.Put(_vm, "name", JsString.Of("DataCloneError"), PropertyFlags.Hidden);
        error.Put(_vm, "code", 25, PropertyFlags.Hidden);
        return new ScriptThrow(error);
    }

    private JsObject ErrorPrototype(JsError error) => _vm.DataText(error, "name") switch
    {
        "EvalError" => _vm.Realm[Intrinsic.EvalErrorPrototype],
        "RangeError" => _vm.Realm[Intrinsic.RangeErrorPrototype],
        "ReferenceError" => _vm.Realm[Intrinsic.ReferenceErrorPrototype],
        "SyntaxError" => _vm.Realm[Intrinsic.SyntaxErrorPrototype],
        "TypeError" => _vm.Realm[Intrinsic.TypeErrorPrototype],
        "URIError" => _vm.Realm[Intrinsic.UriErrorPrototype],
        _ => _vm.Realm[Intrinsic.ErrorPrototype],
    };

    private void Fill(JsObject source, JsObject copy)
    {
        if (source is JsError)
        {
            foreach (var name in (ReadOnlySpan<string>)["message", "cause", "stack"])
            {
                if (source.GetOwn(_vm, name, out var property) && !property.IsAccessor)
                    copy.Put(_vm, name, Copy(property.Value), PropertyFlags.Hidden);
            }

            return;
        }

        if (source is JsCollection from)
        {
            var to = (JsCollection)copy;
            for (var at = OrderedTable.After(_vm, from.Table.Head); at is not null; at = OrderedTable.After(_vm, at))
                to.Table.Set(_vm, Copy(at.Key), Copy(at.Value));
            return;
        }

        foreach (var key in source.OwnKeys(_vm))
        {
            _vm.Charge(1);
            if (!key.IsSymbol && source.GetOwn(_vm, key, out var property) && property.IsEnumerable)
                copy.CreateDataProperty(_vm, key, Copy(property.IsAccessor ? _vm.Get(source, key) : property.Value));
        }
    }
}
