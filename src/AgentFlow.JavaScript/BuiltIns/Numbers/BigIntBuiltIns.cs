using System.Numerics;
using AgentFlow.JavaScript.BuiltIns.Conversion;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Numbers;

/// <summary><c>BigInt</c>. The operators are the machine's.</summary>
internal static class BigIntBuiltIns
{
    private const string Owner = "BigInt.prototype";

    public static void Install(RealmBuilder b)
    {
        var p = b.Object(Intrinsic.BigIntPrototype);
        var big = b.Constructor(Intrinsic.BigInt, "BigInt", 1, Make, p);
        b.Method(big, "BigInt", "asIntN", 2, static (vm, in call) => Wrap(vm, call, signed: true));
        b.Method(big, "BigInt", "asUintN", 2, static (vm, in call) => Wrap(vm, call, signed: false));
        b.Method(p, Owner, "toLocaleString", 0, ToLocale);
        b.Method(p, Owner, "toString", 0, ToText);
        b.Method(p, Owner, "valueOf", 0, static (vm, in call) => This(vm, call.This));
        b.Tag(p, "BigInt");
    }

    private static Value Make(Vm vm, in CallInfo call)
    {
        if (call.IsConstruct)
            throw vm.TypeError("BigInt is not a constructor: call it without new.");
        var value = vm.ToPrimitive(call[0], PrimitiveHint.Number);
        if (!value.IsNumber)
            return vm.NewBigInt(vm.ToBigInt(value));
        return double.IsFinite(value.Num) && Math.Truncate(value.Num) == value.Num ? vm.NewBigInt(new BigInteger(value.Num))
            : throw vm.RangeError($"The number {NumberFormatter.ToText(value.Num)} cannot be converted to a BigInt because it is not an integer.");
    }

    private static Value Wrap(Vm vm, in CallInfo call, bool signed)
    {
        var bits = vm.ToIndex(call[0]);
        var value = vm.ToBigInt(call[1]);
        var size = value.GetByteCount() * 8L;
        vm.Charge(size / 64);
        if (bits == 0)
            return vm.NewBigInt(BigInteger.Zero);
        if (bits > size && (signed || value.Sign >= 0))
            return vm.NewBigInt(value);
        if (bits > Vm.MaxBigIntBits)
            throw vm.RangeError($"Maximum BigInt size exceeded: at most {Vm.MaxBigIntBits} bits.");
        vm.Allocate(bits / 4);
        vm.Charge(bits / 64);
        var modulus = BigInteger.One << (int)bits;
        var rest = value & (modulus - 1);
        return vm.NewBigInt(signed && rest >= modulus >> 1 ? rest - modulus : rest);
    }

    private static JsBigInt This(Vm vm, Value value) => value.Ref switch
    {
        JsBigInt big => big,
        JsPrimitiveObject { Primitive.Ref: JsBigInt big } => big,
        _ => throw vm.TypeError($"{vm.Describe(value)} is not a BigInt."),
    };

    private static Value ToText(Vm vm, in CallInfo call)
    {
        var value = This(vm, call.This).Value;
        var radix = call[0].IsUndefined ? 10 : vm.ToInteger(call[0]);
        if (radix is not (>= 2 and <= 36))
            throw vm.RangeError("toString() radix must be between 2 and 36.");
        var bytes = value.GetByteCount();
        vm.Charge(bytes);
        vm.Allocate((bytes * 56L) + 100);
        return BigIntText.Format(value, (int)radix, vm);
    }

    private static Value ToLocale(Vm vm, in CallInfo call)
    {
        var value = This(vm, call.This).Value;
        var bytes = value.GetByteCount();
        vm.Charge(bytes);
        vm.Allocate((bytes * 24L) + 100);
        var text = NumberLocale.Group(BigIntText.Format(BigInteger.Abs(value), 10, vm));
        return value.Sign < 0 ? "-" + text : text;
    }
}
