using AgentFlow.JavaScript.BuiltIns.Conversion;
using AgentFlow.JavaScript.BuiltIns.Iterators;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Text;

/// <summary><c>String.prototype</c>: the table, and access by position. Strings are sequences of UTF-16 units.</summary>
internal static partial class StringPrototype
{
    private const string Owner = "String.prototype";

    public static void Install(RealmBuilder b, JsObject p)
    {
        void Add(string name, int length, NativeCode code) => b.Method(p, Owner, name, length, code);
        Add("at", 1, At);
        Add("charAt", 1, CharAt);
        Add("charCodeAt", 1, CharCodeAt);
        Add("codePointAt", 1, CodePointAt);
        Add("concat", 1, Concat);
        Add("endsWith", 1, EndsWith);
        Add("includes", 1, Includes);
        Add("indexOf", 1, IndexOf);
        Add("isWellFormed", 0, IsWellFormed);
        Add("lastIndexOf", 1, LastIndexOf);
        Add("localeCompare", 1, LocaleCompare);
        Add("match", 1, static (vm, in call) => ByPattern(vm, call, JsSymbol.Match, ""));
        Add("matchAll", 1, MatchAll);
        Add("normalize", 0, Normalize);
        Add("padEnd", 1, static (vm, in call) => Pad(vm, call, atStart: false));
        Add("padStart", 1, static (vm, in call) => Pad(vm, call, atStart: true));
        Add("repeat", 1, Repeat);
        Add("replace", 2, static (vm, in call) => Replace(vm, call, all: false));
        Add("replaceAll", 2, static (vm, in call) => Replace(vm, call, all: true));
        Add("search", 1, static (vm, in call) => ByPattern(vm, call, JsSymbol.Search, ""));
        Add("slice", 2, Slice);
        Add("split", 2, Split);
        Add("startsWith", 1, StartsWith);
        Add("substr", 2, Substr);
        Add("substring", 2, Substring);
        Add("toLocaleLowerCase", 0, static (vm, in call) => CaseMapping.ToLower(vm, This(vm, call, "toLocaleLowerCase")));
        Add("toLocaleUpperCase", 0, static (vm, in call) => CaseMapping.ToUpper(vm, This(vm, call, "toLocaleUpperCase")));
        Add("toLowerCase", 0, static (vm, in call) => CaseMapping.ToLower(vm, This(vm, call, "toLowerCase")));
        Add("toString", 0, static (vm, in call) => ThisString(vm, call.This));
        Add("toUpperCase", 0, static (vm, in call) => CaseMapping.ToUpper(vm, This(vm, call, "toUpperCase")));
        Add("toWellFormed", 0, ToWellFormed);
        Add("trim", 0, static (vm, in call) => Trim(vm, call, start: true, end: true));
        var trimEnd = b.Method(p, Owner, "trimEnd", 0, static (vm, in call) => Trim(vm, call, start: false, end: true));
        var trimStart = b.Method(p, Owner, "trimStart", 0, static (vm, in call) => Trim(vm, call, start: true, end: false));
        p.Put(b.Vm, "trimRight", trimEnd, PropertyFlags.Hidden);
        p.Put(b.Vm, "trimLeft", trimStart, PropertyFlags.Hidden);
        Add("valueOf", 0, static (vm, in call) => ThisString(vm, call.This));
        b.Method(p, Owner, JsSymbol.Iterator, 0, static (vm, in call) => StringIterator.Create(vm, This(vm, call, "[Symbol.iterator]")));
    }

    /// <summary>The string that a method works on: whatever it is called on, made into text.</summary>
    private static JsString This(Vm vm, in CallInfo call, string method)
    {
        if (call.This.Ref is JsString text)
            return text;
        return call.This.IsNullish ? throw vm.TypeError($"String.prototype.{method} called on null or undefined.") : vm.ToJsString(call.This);
    }

    private static JsString ThisString(Vm vm, Value value) => value.Ref switch
    {
        JsString text => text,
        JsPrimitiveObject { Primitive.Ref: JsString text } => text,
        _ => throw vm.TypeError($"{vm.Describe(value)} is not a string."),
    };

    /// <summary>A part of a flat string, announced.</summary>
    internal static JsString Part(Vm vm, string text, int start, int length)
    {
        if (length == text.Length)
            return JsString.Of(text);
        if (length == 1)
            return JsString.Of(text[start]);
        vm.Charge(1 + (length / 8));
        vm.Allocate(JsString.HeaderBytes + JsString.TextBytes(length));
        return JsString.Of(text.Substring(start, length));
    }

    private static Value At(Vm vm, in CallInfo call)
    {
        var text = This(vm, call, "at");
        var index = vm.ToInteger(call[0]);
        if (index < 0)
            index += text.Length;
        return index >= 0 && index < text.Length ? JsString.Of(text.Flat(vm)[(int)index]) : Value.Undefined;
    }

    private static Value CharAt(Vm vm, in CallInfo call)
    {
        var text = This(vm, call, "charAt");
        var index = vm.ToInteger(call[0]);
        return index >= 0 && index < text.Length ? JsString.Of(text.Flat(vm)[(int)index]) : JsString.Empty;
    }

    private static Value CharCodeAt(Vm vm, in CallInfo call)
    {
        var text = This(vm, call, "charCodeAt");
        var index = vm.ToInteger(call[0]);
        return index >= 0 && index < text.Length ? text.Flat(vm)[(int)index] : double.NaN;
    }

    private static Value CodePointAt(Vm vm, in CallInfo call)
    {
        var text = This(vm, call, "codePointAt");
        var index = vm.ToInteger(call[0]);
        if (index < 0 || index >= text.Length)
            return Value.Undefined;
        var flat = text.Flat(vm);
        var at = (int)index;
        return char.IsHighSurrogate(flat[at]) && at + 1 < flat.Length && char.IsLowSurrogate(flat[at + 1])
            ? char.ConvertToUtf32(flat[at], flat[at + 1])
            : flat[at];
    }

    private static Value Slice(Vm vm, in CallInfo call)
    {
        var text = This(vm, call, "slice");
        var start = (int)vm.ToRelativeIndex(call[0], text.Length, 0);
        var end = (int)vm.ToRelativeIndex(call[1], text.Length, text.Length);
        return start >= end ? JsString.Empty : Part(vm, text.Flat(vm), start, end - start);
    }

    private static Value Substring(Vm vm, in CallInfo call)
    {
        var text = This(vm, call, "substring");
        var start = (int)Math.Clamp(vm.ToInteger(call[0]), 0, text.Length);
        var end = call[1].IsUndefined ? text.Length : (int)Math.Clamp(vm.ToInteger(call[1]), 0, text.Length);
        return Part(vm, text.Flat(vm), Math.Min(start, end), Math.Abs(end - start));
    }

    private static Value Substr(Vm vm, in CallInfo call)
    {
        var text = This(vm, call, "substr");
        var start = (int)vm.ToRelativeIndex(call[0], text.Length, 0);
        var length = call[1].IsUndefined ? text.Length - start : (int)Math.Clamp(vm.ToInteger(call[1]), 0, text.Length - start);
        return length <= 0 ? JsString.Empty : Part(vm, text.Flat(vm), start, length);
    }

    private static Value Trim(Vm vm, in CallInfo call, bool start, bool end)
    {
        var text = This(vm, call, "trim").Flat(vm);
        var rest = start ? NumberParser.TrimStart(text) : text;
        var from = text.Length - rest.Length;
        var length = (end ? NumberParser.TrimEnd(rest) : rest).Length;
        vm.Charge(1 + ((text.Length - length) / 8));
        return Part(vm, text, length == 0 ? 0 : from, length);
    }
}
