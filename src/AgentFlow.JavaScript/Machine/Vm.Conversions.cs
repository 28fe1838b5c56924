using System.Globalization;
using System.Numerics;
using AgentFlow.JavaScript.BuiltIns.Conversion;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>Type conversions. Those of objects may run script.</content>
internal sealed partial class Vm
{
    public double ToNumber(Value value) => value.Ref switch
    {
        null => value.Num,
        Oddball odd => odd.Number,
        JsString text => TextToNumber(text),
        JsSymbol => throw TypeError("Cannot convert a Symbol value to a number."),
        JsBigInt => throw TypeError("Cannot convert a BigInt value to a number: use Number(value)."),
        _ => ToNumber(ToPrimitive(value, PrimitiveHint.Number)),
    };

    /// <summary>ToNumeric: a number or a <see cref="JsBigInt"/>.</summary>
    public Value ToNumeric(Value value)
    {
        if (value.IsNumber)
            return value;
        if (value.IsObject)
            value = ToPrimitive(value, PrimitiveHint.Number);
        return value.IsBigInt ? value : ToNumber(value);
    }

    public JsString ToJsString(Value value) => value.Ref switch
    {
        null => JsString.Of(NumberText(value.Num)),
        JsString text => text,
        Oddball odd => odd.Text,
        JsSymbol => throw TypeError("Cannot convert a Symbol value to a string."),
        JsBigInt big => BigIntToText(big),
        _ => ToJsString(ToPrimitive(value, PrimitiveHint.String)),
    };

    /// <summary>ToString as .NET text.</summary>
    public string ToText(Value value) => ToJsString(value).Flat(this);

    public PropertyKey ToPropertyKey(Value value)
    {
        if (value.IsNumber)
        {
            var index = (uint)value.Num;
            return index == value.Num && index <= PropertyKey.MaxIndex ? PropertyKey.From(index) : PropertyKey.From(NumberText(value.Num));
        }
        if (value.IsObject)
            value = ToPrimitive(value, PrimitiveHint.String);
        if (value.Ref is JsSymbol symbol)
            return PropertyKey.From(symbol);
        var text = ToText(value);
        Charge(text.Length / 8);
        return PropertyKey.From(text);
    }

    public JsObject ToObject(Value value)
    {
        if (value.Ref is JsObject obj)
            return obj;
        if (value.IsNullish)
            throw TypeError($"Cannot convert {Describe(value)} to an object.");
        Allocate(JsObject.Bytes + 24);
        return new JsPrimitiveObject(RootShape(PrototypeOfPrimitive(value)), value);
    }

    /// <summary>Where the properties of a primitive are looked up; undefined and null have none.</summary>
    public JsObject PrototypeOfPrimitive(Value value) => value.Ref switch
    {
        null => Realm[Intrinsic.NumberPrototype],
        JsString => Realm[Intrinsic.StringPrototype],
        JsSymbol => Realm[Intrinsic.SymbolPrototype],
        JsBigInt => Realm[Intrinsic.BigIntPrototype],
        _ => Realm[Intrinsic.BooleanPrototype],
    };

    public Value ToPrimitive(Value value, PrimitiveHint hint = PrimitiveHint.Default)
    {
        if (value.Ref is not JsObject obj)
            return value;
        var exotic = GetMethod(value, JsSymbol.ToPrimitive);
        if (exotic is not null)
        {
            var result = Call(exotic, value, [HintText(hint)]);
            return result.IsObject ? throw TypeError("Cannot convert object to primitive value: Symbol.toPrimitive returned an object.") : result;
        }
        for (var i = 0; i < 2; i++)
        {
            var name = (hint == PrimitiveHint.String) == (i == 0) ? "toString" : "valueOf";
            var method = obj.Get(this, name, value);
            if (!method.IsCallable)
                continue;
            var result = Call(method, value);
            if (!result.IsObject)
                return result;
        }
        throw TypeError("Cannot convert object to primitive value: it has no usable toString or valueOf.");
    }

    public int ToInt32(Value value) => ToInt32(value.IsNumber ? value.Num : ToNumber(value));

    public static int ToInt32(double number)
    {
        var fast = (int)number;
        return fast == number ? fast : (int)(uint)Modulo32(number);
    }

    public uint ToUint32(Value value) => (uint)ToInt32(value);

    /// <summary>ToIntegerOrInfinity.</summary>
    public double ToInteger(Value value)
    {
        var number = ToNumber(value);
        return double.IsNaN(number) ? 0 : Math.Truncate(number) + 0.0;
    }

    /// <summary>ToLength: 0 to 2^53-1.</summary>
    public long ToLength(Value value)
    {
        var number = ToInteger(value);
        return number <= 0 ? 0 : (long)Math.Min(number, 9_007_199_254_740_991d);
    }

    /// <summary>ToIndex: throws a RangeError where the number is negative or above 2^53-1.</summary>
    public long ToIndex(Value value)
    {
        var number = value.IsUndefined ? 0 : ToInteger(value);
        return number is >= 0 and <= 9_007_199_254_740_991d ? (long)number : throw RangeError($"Invalid index '{NumberText(number)}'.");
    }

    /// <summary>ToBigInt.</summary>
    public BigInteger ToBigInt(Value value)
    {
        value = ToPrimitive(value, PrimitiveHint.Number);
        switch (value.Ref)
        {
            case JsBigInt big:
                return big.Value;
            case Oddball { Tag: ValueTag.Boolean } odd:
                return (BigInteger)odd.Number;
            case JsString text:
                return TextToBigInt(text) ?? throw SyntaxError($"Cannot convert {Describe(value)} to a BigInt.");
            default:
                throw TypeError($"Cannot convert {Describe(value)} to a BigInt.");
        }
    }

    /// <summary>StringToBigInt: null where the text is no integer. Charged by the square of the length.</summary>
    public BigInteger? TextToBigInt(JsString text)
    {
        Charge(text.Length / 8);
        Allocate(text.Length * 4L);
        return BigIntText.Parse(text.Flat(this), this);
    }

    /// <summary>A relative index as slice, at and fill have it: negative counts from the end; the result lies in 0 to <paramref name="length"/>.</summary>
    public long ToRelativeIndex(Value value, long length, long absent)
    {
        if (value.IsUndefined)
            return absent;
        var number = ToInteger(value);
        return (long)(number < 0 ? Math.Max(length + number, 0) : Math.Min(number, length));
    }

    internal static string NumberText(double number) => NumberFormatter.ToText(number);

    private static Value HintText(PrimitiveHint hint) => hint switch
    {
        PrimitiveHint.Number => "number",
        PrimitiveHint.String => "string",
        _ => "default",
    };

    private static double Modulo32(double number)
    {
        if (!double.IsFinite(number))
            return 0;
        var rest = Math.Truncate(number) % 4_294_967_296d;
        return rest < 0 ? rest + 4_294_967_296d : rest;
    }

    private double TextToNumber(JsString text)
    {
        Charge(text.Length / 8);
        return NumberParser.Parse(text.Flat(this));
    }

    private JsString BigIntToText(JsBigInt big)
    {
        var bytes = big.Value.GetByteCount();
        Charge(bytes);
        Allocate(bytes * 24L + 48);
        return bytes <= 8 ? JsString.Of(big.Value.ToString(CultureInfo.InvariantCulture)) : JsString.Of(BigIntText.Format(big.Value, 10, this));
    }
}
