using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>A JavaScript value in 16 bytes: a number where <see cref="Ref"/> is null, else whatever it refers to.
/// <c>default</c> is the number 0, so arrays of values are filled with <see cref="Undefined"/> where that is meant.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal readonly struct Value
{
    public readonly HeapValue? Ref;
    public readonly double Num;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Value(double number)
    {
        Ref = null;
        Num = number;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Value(HeapValue reference)
    {
        Ref = reference;
        Num = 0;
    }

    public static Value Undefined => new(Oddball.Undefined);

    public static Value Null => new(Oddball.Null);

    public static Value True => new(Oddball.True);

    public static Value False => new(Oddball.False);

    /// <summary>An absent array element, or a variable in its temporal dead zone. Never handed to script.</summary>
    public static Value Hole => new(Oddball.Hole);

    public static Value NaN => new(double.NaN);

    public static Value EmptyString => new(JsString.Empty);

    public bool IsNumber => Ref is null;

    public bool IsUndefined => ReferenceEquals(Ref, Oddball.Undefined);

    public bool IsNull => ReferenceEquals(Ref, Oddball.Null);

    public bool IsNullish => Ref is { Tag: <= ValueTag.Null };

    public bool IsTrue => ReferenceEquals(Ref, Oddball.True);

    public bool IsBoolean => Ref is { Tag: ValueTag.Boolean };

    public bool IsHole => ReferenceEquals(Ref, Oddball.Hole);

    public bool IsString => Ref is JsString;

    public bool IsSymbol => Ref is JsSymbol;

    public bool IsBigInt => Ref is JsBigInt;

    public bool IsObject => Ref is { Tag: >= ValueTag.Object };

    public bool IsCallable => Ref is { Tag: ValueTag.Function };

    /// <summary>The object, or null where this is no object. The one unchecked cast of the project: only the constructor of <see cref="JsObject"/>
    /// hands out tags of <see cref="ValueTag.Object"/> and above, and the type check would cost more than a property access.</summary>
    public JsObject? AsObject
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Ref is { Tag: >= ValueTag.Object } ? Unsafe.As<JsObject>(Ref) : null;
    }

    /// <summary>The string, or null where this is no string.</summary>
    public JsString? AsString => Ref as JsString;

    public static implicit operator Value(double number) => new(number);

    public static implicit operator Value(HeapValue reference) => new(reference);

    public static implicit operator Value(string text) => new(JsString.Of(text));

    public static Value From(bool value) => new(value ? Oddball.True : Oddball.False);

    public static Value From(double value) => new(value);

    public static Value From(string text) => new(JsString.Of(text));

    /// <summary>The object, or null as the value null.</summary>
    public static Value FromNullable(HeapValue? reference) => reference is null ? Null : new(reference);

    public bool TryGetObject([NotNullWhen(true)] out JsObject? obj) => (obj = AsObject) is not null;

    /// <summary>ToBoolean: the only conversion that can neither throw nor run script.</summary>
    public bool ToBoolean() => Ref is null
        ? Num != 0 && !double.IsNaN(Num)
        : Ref.Tag switch
        {
            ValueTag.Boolean => ReferenceEquals(Ref, Oddball.True),
            ValueTag.String => ((JsString)Ref).Length > 0,
            ValueTag.BigInt => !((JsBigInt)Ref).Value.IsZero,
            ValueTag.Undefined or ValueTag.Null or ValueTag.Hole => false,
            _ => true,
        };

    /// <summary>The result of <c>typeof</c>.</summary>
    public JsString TypeOf() => Ref is null
        ? TypeNames.Number
        : Ref.Tag switch
        {
            ValueTag.Boolean => TypeNames.Boolean,
            ValueTag.String => TypeNames.String,
            ValueTag.Symbol => TypeNames.Symbol,
            ValueTag.BigInt => TypeNames.BigInt,
            ValueTag.Undefined => TypeNames.Undefined,
            ValueTag.Function => TypeNames.Function,
            _ => TypeNames.Object,
        };

    /// <summary>The <c>===</c> relation. Long strings are charged.</summary>
    public static bool StrictEquals(Vm vm, Value a, Value b)
    {
        if (a.Ref is null)
            return b.Ref is null && a.Num == b.Num;
        if (ReferenceEquals(a.Ref, b.Ref))
            return true;
        return a.Ref switch
        {
            JsString s => b.Ref is JsString t && JsString.Equals(vm, s, t),
            JsBigInt s => b.Ref is JsBigInt t && s.Value == t.Value,
            _ => false,
        };
    }

    /// <summary>SameValue: NaN is itself, 0 and -0 differ.</summary>
    public static bool SameValue(Vm vm, Value a, Value b) => a.Ref is null && b.Ref is null
        ? double.IsNaN(a.Num) ? double.IsNaN(b.Num) : a.Num == b.Num && double.IsNegative(a.Num) == double.IsNegative(b.Num)
        : StrictEquals(vm, a, b);

    /// <summary>SameValueZero: NaN is itself, 0 and -0 are the same.</summary>
    public static bool SameValueZero(Vm vm, Value a, Value b) => a.Ref is null && b.Ref is null
        ? a.Num == b.Num || (double.IsNaN(a.Num) && double.IsNaN(b.Num))
        : StrictEquals(vm, a, b);

    /// <summary>For the debugger; script's own conversion is <c>vm.ToText</c>.</summary>
    public override string ToString() => Ref switch
    {
        null => Num.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        JsString s => s.ToString(),
        _ => Ref.ToString() ?? Ref.Tag.ToString(),
    };

    private static class TypeNames
    {
        public static readonly JsString Number = JsString.Constant("number");
        public static readonly JsString Boolean = JsString.Constant("boolean");
        public static readonly JsString String = JsString.Constant("string");
        public static readonly JsString Symbol = JsString.Constant("symbol");
        public static readonly JsString BigInt = JsString.Constant("bigint");
        public static readonly JsString Undefined = JsString.Constant("undefined");
        public static readonly JsString Function = JsString.Constant("function");
        public static readonly JsString Object = JsString.Constant("object");
    }
}
