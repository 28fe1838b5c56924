using System.Text;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Text;

/// <content>New texts, comparison, and Unicode.</content>
internal static partial class StringPrototype
{
    private static Value Concat(Vm vm, in CallInfo call)
    {
        var text = This(vm, call, "concat");
        foreach (var item in call.Args)
            text = JsString.Concat(vm, text, vm.ToJsString(item));
        return text;
    }

    private static Value Repeat(Vm vm, in CallInfo call)
    {
        var text = This(vm, call, "repeat");
        var count = vm.ToInteger(call[0]);
        if (count < 0 || double.IsInfinity(count))
            throw vm.RangeError($"Invalid count value: {vm.Describe(call[0])}.");
        if (count * text.Length > JsString.MaxLength)
            throw vm.RangeError("Invalid string length: a string can have at most 536870888 characters.");
        return count == 0 || text.Length == 0 ? JsString.Empty : Repeated(vm, text.Flat(vm), (int)(count * text.Length));
    }

    /// <summary>A text repeated, and cut, to a length.</summary>
    private static JsString Repeated(Vm vm, string unit, int length)
    {
        vm.Allocate(JsString.HeaderBytes + JsString.TextBytes(length));
        vm.Charge(1 + (length / 8));
        return JsString.Of(string.Create(length, unit, static (span, unit) =>
        {
            if (unit.Length == 1)
            {
                span.Fill(unit[0]);
                return;
            }

            var filled = Math.Min(unit.Length, span.Length);
            unit.AsSpan(0, filled).CopyTo(span);
            while (filled < span.Length)
            {
                // What is there already is copied behind itself, so each step doubles it.
                var take = Math.Min(filled, span.Length - filled);
                span[..take].CopyTo(span[filled..]);
                filled += take;
            }
        }));
    }

    private static Value Pad(Vm vm, in CallInfo call, bool atStart)
    {
        var text = This(vm, call, atStart ? "padStart" : "padEnd");
        var length = vm.ToLength(call[0]);
        if (length <= text.Length)
            return text;
        var unit = call[1].IsUndefined ? " " : vm.ToText(call[1]);
        if (unit.Length == 0)
            return text;
        if (length > JsString.MaxLength)
            throw vm.RangeError("Invalid string length: a string can have at most 536870888 characters.");
        var padding = Repeated(vm, unit, (int)length - text.Length);
        return atStart ? JsString.Concat(vm, padding, text) : JsString.Concat(vm, text, padding);
    }

    private static Value IsWellFormed(Vm vm, in CallInfo call)
    {
        var text = This(vm, call, "isWellFormed").Flat(vm);
        vm.Charge(text.Length / 8);
        return Value.From(LoneSurrogate(text, 0) < 0);
    }

    private static Value ToWellFormed(Vm vm, in CallInfo call)
    {
        var source = This(vm, call, "toWellFormed");
        var text = source.Flat(vm);
        vm.Charge(text.Length / 4);
        var at = LoneSurrogate(text, 0);
        if (at < 0)
            return source;
        vm.Allocate(JsString.TextBytes(text.Length) * 2);
        var chars = text.ToCharArray();
        for (; at >= 0; at = LoneSurrogate(text, at + 1))
            chars[at] = '\uFFFD';
        return new string(chars);
    }

    /// <summary>The position of the first half of a pair without its other half, or -1.</summary>
    internal static int LoneSurrogate(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else
                return i;
        }

        return -1;
    }

    private static Value Normalize(Vm vm, in CallInfo call)
    {
        var text = This(vm, call, "normalize");
        var form = call[0].IsUndefined ? "NFC" : vm.ToText(call[0]);
        if (form is not ("NFC" or "NFD" or "NFKC" or "NFKD"))
            throw vm.RangeError($"The normalization form should be one of NFC, NFD, NFKC, NFKD, not '{form}'.");
        return Normalization.Normalize(vm, text, compatible: form.Length == 4, compose: form[^1] == 'C');
    }

    private static Value LocaleCompare(Vm vm, in CallInfo call)
    {
        var left = This(vm, call, "localeCompare").Flat(vm);
        var right = vm.ToText(call[0]);
        var options = Collation.Options.From(vm, call[2]);
        return Collation.Compare(vm, Decomposed(vm, left), Decomposed(vm, right), options);
    }

    /// <summary>Texts that are canonically equivalent must compare as equal, in whatever order their marks stand.</summary>
    private static string Decomposed(Vm vm, string text) =>
        Ascii.IsValid(text) ? text : Normalization.Normalize(vm, JsString.Of(text), compatible: false, compose: false).AsString!.Flat(vm);
}
