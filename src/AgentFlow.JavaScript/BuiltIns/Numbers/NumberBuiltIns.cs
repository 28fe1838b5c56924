using AgentFlow.JavaScript.BuiltIns.Conversion;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Numbers;

/// <summary><c>Number</c>, and the global functions about numbers.</summary>
internal static class NumberBuiltIns
{
    private const string Owner = "Number.prototype";
    private const double MaxSafe = 9007199254740991;

    public static void Install(RealmBuilder b)
    {
        var p = b.Add(new JsPrimitiveObject(Shape.Dictionary(b.ObjectPrototype), 0), Intrinsic.NumberPrototype);
        var number = b.Constructor(Intrinsic.Number, "Number", 1, Make, p);
        b.Constant(number, "EPSILON", double.BitIncrement(1) - 1);
        b.Constant(number, "MAX_SAFE_INTEGER", MaxSafe);
        b.Constant(number, "MAX_VALUE", double.MaxValue);
        b.Constant(number, "MIN_SAFE_INTEGER", -MaxSafe);
        b.Constant(number, "MIN_VALUE", double.Epsilon);
        b.Constant(number, "NaN", double.NaN);
        b.Constant(number, "NEGATIVE_INFINITY", double.NegativeInfinity);
        b.Constant(number, "POSITIVE_INFINITY", double.PositiveInfinity);
        b.Method(number, "Number", "isFinite", 1, static (_, in call) => Value.From(call[0].IsNumber && double.IsFinite(call[0].Num)));
        b.Method(number, "Number", "isInteger", 1, static (_, in call) => Value.From(IsInteger(call[0])));
        b.Method(number, "Number", "isNaN", 1, static (_, in call) => Value.From(call[0].IsNumber && double.IsNaN(call[0].Num)));
        b.Method(number, "Number", "isSafeInteger", 1, static (_, in call) => Value.From(IsInteger(call[0]) && Math.Abs(call[0].Num) <= MaxSafe));
        var parseFloat = b.GlobalFunction("parseFloat", 1, ParseFloat);
        var parseInt = b.GlobalFunction("parseInt", 2, ParseInt);
        number.Put(b.Vm, "parseFloat", parseFloat, PropertyFlags.Hidden);
        number.Put(b.Vm, "parseInt", parseInt, PropertyFlags.Hidden);
        b.GlobalFunction("isFinite", 1, static (vm, in call) => Value.From(double.IsFinite(vm.ToNumber(call[0]))));
        b.GlobalFunction("isNaN", 1, static (vm, in call) => Value.From(double.IsNaN(vm.ToNumber(call[0]))));

        b.Method(p, Owner, "toExponential", 1, ToExponential);
        b.Method(p, Owner, "toFixed", 1, ToFixed);
        b.Method(p, Owner, "toLocaleString", 0, static (vm, in call) => NumberLocale.Format(vm, This(vm, call.This), call[1]));
        b.Method(p, Owner, "toPrecision", 1, ToPrecision);
        b.Method(p, Owner, "toString", 1, ToText);
        b.Method(p, Owner, "valueOf", 0, static (vm, in call) => This(vm, call.This));
    }

    private static Value Make(Vm vm, in CallInfo call)
    {
        Value value = 0;
        if (call.Count > 0)
        {
            value = vm.ToNumeric(call[0]);
            if (value.Ref is JsBigInt big)
                value = NumberParser.Rounded(big.Value);
        }

        if (!call.IsConstruct)
            return value;
        vm.Allocate(JsObject.Bytes + 16);
        return new JsPrimitiveObject(vm.RootShape(vm.PrototypeFor(call.NewTarget, Intrinsic.NumberPrototype)), value);
    }

    private static bool IsInteger(Value value) => value.IsNumber && double.IsFinite(value.Num) && Math.Truncate(value.Num) == value.Num;

    private static double This(Vm vm, Value value) => value.IsNumber ? value.Num
        : value.Ref is JsPrimitiveObject { Primitive: { IsNumber: true } inner } ? inner.Num
        : throw vm.TypeError($"{vm.Describe(value)} is not a number.");

    private static Value ParseFloat(Vm vm, in CallInfo call)
    {
        if (call[0].IsNumber)
            return call[0].Num + 0.0;
        var text = vm.ToText(call[0]);
        vm.Charge(text.Length / 8);
        return NumberParser.ParseFloat(text);
    }

    private static Value ParseInt(Vm vm, in CallInfo call)
    {
        var text = vm.ToText(call[0]);
        var radix = vm.ToInt32(call[1]);
        vm.Charge(text.Length / 8);
        return NumberParser.ParseInt(text, radix);
    }

    private static int Digits(Vm vm, double digits, string method, int least) => digits >= least && digits <= 100 ? (int)digits
        : throw vm.RangeError($"{method}() digits argument must be between {least} and 100.");

    private static Value ToExponential(Vm vm, in CallInfo call)
    {
        var value = This(vm, call.This);
        var digits = vm.ToInteger(call[0]);
        if (!double.IsFinite(value))
            return NumberFormatter.ToText(value);
        vm.Charge(20);
        return NumberFormatter.ToExponential(value, Digits(vm, digits, "toExponential", 0) is var n && call[0].IsUndefined ? null : n);
    }

    private static Value ToFixed(Vm vm, in CallInfo call)
    {
        var value = This(vm, call.This);
        var digits = Digits(vm, vm.ToInteger(call[0]), "toFixed", 0);
        vm.Charge(20);
        return NumberFormatter.ToFixed(value, digits);
    }

    private static Value ToPrecision(Vm vm, in CallInfo call)
    {
        var value = This(vm, call.This);
        if (call[0].IsUndefined)
            return NumberFormatter.ToText(value);
        var digits = vm.ToInteger(call[0]);
        if (!double.IsFinite(value))
            return NumberFormatter.ToText(value);
        vm.Charge(20);
        return NumberFormatter.ToPrecision(value, Digits(vm, digits, "toPrecision", 1));
    }

    private static Value ToText(Vm vm, in CallInfo call)
    {
        var value = This(vm, call.This);
        var radix = call[0].IsUndefined ? 10 : vm.ToInteger(call[0]);
        if (radix is not (>= 2 and <= 36))
            throw vm.RangeError("toString() radix must be between 2 and 36.");
        vm.Charge(radix == 10 ? 2 : 50);
        vm.Allocate(80);
        return NumberFormatter.ToRadix(value, (int)radix);
    }
}
