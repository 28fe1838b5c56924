using AgentFlow.JavaScript.BuiltIns.Text;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;
using AgentFlow.JavaScript.Regex;

namespace AgentFlow.JavaScript.BuiltIns.RegExps;

/// <summary><c>RegExp</c>: constructor, flags, exec and test. What strings hand over to is in the other part.</summary>
internal static partial class RegExpBuiltIns
{
    private const string Owner = "RegExp.prototype";

    private static readonly (char Letter, string Name, RegexFlags Flag)[] Flags =
    [
        ('d', "hasIndices", RegexFlags.HasIndices), ('g', "global", RegexFlags.Global), ('i', "ignoreCase", RegexFlags.IgnoreCase),
        ('m', "multiline", RegexFlags.Multiline), ('s', "dotAll", RegexFlags.DotAll), ('u', "unicode", RegexFlags.Unicode), ('y', "sticky", RegexFlags.Sticky),
    ];

    public static void Install(RealmBuilder b)
    {
        var p = b.Object(Intrinsic.RegExpPrototype);
        var regExp = b.Constructor(Intrinsic.RegExp, "RegExp", 2, Make, p);
        b.Accessor(regExp, "RegExp", JsSymbol.Species, static (_, in call) => call.This);
        b.Method(regExp, "RegExp", "escape", 1, Escape);
        b.Method(p, Owner, "exec", 1, static (vm, in call) => Value.FromNullable(RegExpExecution.BuiltIn(vm, This(vm, call), vm.ToJsString(call[0]))));
        b.Method(p, Owner, "test", 1, Test);
        b.Method(p, Owner, "toString", 0, Text);
        b.Accessor(p, Owner, "flags", FlagLetters);
        b.Accessor(p, Owner, "source", Source);
        foreach (var (_, name, flag) in Flags)
            b.Accessor(p, Owner, name, (vm, in call) => HasFlag(vm, call, flag));
        InstallProtocols(b, p);
    }

    private static JsRegExp This(Vm vm, in CallInfo call) => call.This.Ref as JsRegExp
        ?? throw vm.TypeError($"RegExp.prototype.{call.Callee.Entry.Name} called on {vm.Describe(call.This)}, which is no regular expression.");

    private static JsObject ThisObject(Vm vm, in CallInfo call) => call.This.AsObject
        ?? throw vm.TypeError($"RegExp.prototype.{call.Callee.Entry.Name} called on {vm.Describe(call.This)}, which is not an object.");

    private static Value Make(Vm vm, in CallInfo call)
    {
        var pattern = call[0];
        var flags = call[1];
        var isRegExp = StringPrototype.IsRegExp(vm, pattern);
        JsObject newTarget = call.NewTarget ?? call.Callee;
        if (call.NewTarget is null && isRegExp && flags.IsUndefined && ReferenceEquals(vm.Get(pattern, "constructor").Ref, newTarget))
            return pattern;
        if (pattern.Ref is JsRegExp other)
        {
            pattern = other.Source;
            if (flags.IsUndefined)
                flags = other.FlagText;
        }
        else if (isRegExp)
        {
            var source = vm.Get(pattern, "source");
            if (flags.IsUndefined)
                flags = vm.Get(pattern, "flags");
            pattern = source;
        }

        var prototype = vm.PrototypeFor(newTarget, Intrinsic.RegExpPrototype);
        var text = pattern.IsUndefined ? JsString.Empty : vm.ToJsString(pattern);
        return JsRegExp.Create(vm, prototype, text, flags.IsUndefined ? "" : vm.ToText(flags));
    }

    private static Value Test(Vm vm, in CallInfo call)
    {
        var expression = ThisObject(vm, call);
        var text = vm.ToJsString(call[0]);
        if (expression is not JsRegExp pristine || !pristine.IsPristine(vm) || pristine.Has(RegexFlags.Global | RegexFlags.Sticky))
            return Value.From(RegExpExecution.Exec(vm, expression, text) is not null);
        vm.Charge(4);
        return Value.From(new RegexMatcher(pristine.Program, text.Flat(vm), vm).Match(0, sticky: false));
    }

    private static Value Text(Vm vm, in CallInfo call)
    {
        var expression = ThisObject(vm, call);
        var result = new TextBuilder(vm);
        result.Append('/');
        result.Append(vm.ToJsString(vm.Get(expression, "source")));
        result.Append('/');
        result.Append(vm.ToJsString(vm.Get(expression, "flags")));
        return result.ToValue();
    }

    private static Value FlagLetters(Vm vm, in CallInfo call)
    {
        var expression = ThisObject(vm, call);
        var letters = "";
        foreach (var (letter, name, flag) in Flags)
        {
            if (expression is JsRegExp pristine && pristine.IsPristine(vm) ? pristine.Has(flag) : vm.Get(expression, name).ToBoolean())
                letters += letter;
        }

        return letters;
    }

    private static Value HasFlag(Vm vm, in CallInfo call, RegexFlags flag)
    {
        if (call.This.Ref is JsRegExp expression)
            return Value.From(expression.Has(flag));
        return ReferenceEquals(call.This.Ref, vm.Realm[Intrinsic.RegExpPrototype]) ? Value.Undefined
            : throw vm.TypeError($"A flag of a regular expression was read of {vm.Describe(call.This)}.");
    }

    /// <summary>The pattern with slashes and line ends escaped, so that it could stand between slashes.</summary>
    private static Value Source(Vm vm, in CallInfo call)
    {
        if (ReferenceEquals(call.This.Ref, vm.Realm[Intrinsic.RegExpPrototype]))
            return "(?:)";
        var source = This(vm, call).Source;
        var text = source.Flat(vm);
        if (text.Length == 0)
            return "(?:)";
        if (text.AsSpan().IndexOfAny("/\n\r\u2028\u2029") < 0)
            return source;
        var result = new TextBuilder(vm);
        var inClass = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && i + 1 < text.Length && text[i + 1] is not ('\n' or '\r' or '\u2028' or '\u2029'))
            {
                result.Append(text.AsSpan(i++, 2));
                continue;
            }

            inClass = c == '[' || (c != ']' && inClass);
            result.Append(c switch
            {
                '/' when !inClass => "\\/",
                '\n' => "\\n",
                '\r' => "\\r",
                '\u2028' => "\\u2028",
                '\u2029' => "\\u2029",
                '\\' => "",
                _ => text.AsSpan(i, 1),
            });
        }

        return result.ToValue();
    }

    /// <summary><c>RegExp.escape</c>: a text made into a pattern that matches it.</summary>
    private static Value Escape(Vm vm, in CallInfo call)
    {
        if (call[0].AsString is not { } source)
            throw vm.TypeError($"RegExp.escape requires a string, not {vm.Describe(call[0])}.");
        var text = source.Flat(vm);
        var result = new TextBuilder(vm);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if ((i == 0 && char.IsAsciiLetterOrDigit(c)) || ",-=<>#&!%:;@~'`\"".Contains(c, StringComparison.Ordinal) || c == ' ')
            {
                result.Append($"\\x{(int)c:x2}");
            }
            else if ("^$\\.*+?()[]{}|/".Contains(c, StringComparison.Ordinal))
            {
                result.Append('\\');
                result.Append(c);
            }
            else if ("\t\n\v\f\r".IndexOf(c, StringComparison.Ordinal) is var at and >= 0)
            {
                result.Append('\\');
                result.Append("tnvfr"[at]);
            }
            else if (Conversion.NumberParser.IsWhiteSpace(c) || StringPrototype.LoneSurrogate(text, i) == i)
            {
                result.Append(c < 256 ? $"\\x{(int)c:x2}" : $"\\u{(int)c:x4}");
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToValue();
    }
}
