using AgentFlow.JavaScript.BuiltIns.Arrays;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Text;

/// <summary><c>String</c> and its static methods.</summary>
internal static class StringConstructor
{
    public static void Install(RealmBuilder b)
    {
        var p = b.Add(new JsPrimitiveObject(Shape.Dictionary(b.ObjectPrototype), Value.EmptyString), Intrinsic.StringPrototype);
        var text = b.Constructor(Intrinsic.String, "String", 1, Make, p);
        b.Method(text, "String", "fromCharCode", 1, FromCharCode);
        b.Method(text, "String", "fromCodePoint", 1, FromCodePoint);
        b.Method(text, "String", "raw", 1, Raw);
        StringPrototype.Install(b, p);
    }

    private static Value Make(Vm vm, in CallInfo call)
    {
        if (!call.IsConstruct)
            return call.Count == 0 ? Value.EmptyString : call[0].Ref is JsSymbol symbol ? vm.NewString($"Symbol({symbol.Description?.Flat(vm)})") : vm.ToJsString(call[0]);
        Value value = call.Count == 0 ? JsString.Empty : vm.ToJsString(call[0]);
        vm.Allocate(JsObject.Bytes + 16);
        return new JsPrimitiveObject(vm.RootShape(vm.PrototypeFor(call.NewTarget, Intrinsic.StringPrototype)), value);
    }

    private static Value FromCharCode(Vm vm, in CallInfo call)
    {
        if (call.Count == 1)
            return JsString.Of((char)vm.ToInt32(call[0]));
        var text = new TextBuilder(vm);
        foreach (var unit in call.Args)
            text.Append((char)vm.ToInt32(unit));
        return text.ToValue();
    }

    private static Value FromCodePoint(Vm vm, in CallInfo call)
    {
        var text = new TextBuilder(vm);
        foreach (var item in call.Args)
        {
            var code = vm.ToNumber(item);
            if (!(code >= 0 && code <= 0x10FFFF && Math.Truncate(code) == code))
                throw vm.RangeError($"Invalid code point {vm.Describe(item)}.");
            if (code < 0x10000)
                text.Append((char)code);
            else
                text.Append(char.ConvertFromUtf32((int)code));
        }

        return text.ToValue();
    }

    private static Value Raw(Vm vm, in CallInfo call)
    {
        var raw = vm.ToObject(vm.Get(vm.ToObject(call[0]), "raw"));
        var length = vm.LengthOf(raw);
        var text = new TextBuilder(vm);
        for (long i = 0; i < length; i++)
        {
            text.Append(vm.ToJsString(ArrayLike.Get(vm, raw, i)));
            if (i + 1 < length && i + 1 < call.Count)
                text.Append(vm.ToJsString(call.Args[(int)i + 1]));
        }

        return text.ToValue();
    }
}
