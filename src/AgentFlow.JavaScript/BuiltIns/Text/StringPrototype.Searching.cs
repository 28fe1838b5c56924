using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Text;

/// <content>Searching for texts and patterns.</content>
internal static partial class StringPrototype
{
    private static Value IndexOf(Vm vm, in CallInfo call)
    {
        var text = This(vm, call, "indexOf").Flat(vm);
        var sought = vm.ToText(call[0]);
        return TextSearch.IndexOf(vm, text, sought, (int)Math.Clamp(vm.ToInteger(call[1]), 0, text.Length));
    }

    private static Value LastIndexOf(Vm vm, in CallInfo call)
    {
        var text = This(vm, call, "lastIndexOf").Flat(vm);
        var sought = vm.ToText(call[0]);
        var from = vm.ToNumber(call[1]);
        return TextSearch.LastIndexOf(vm, text, sought, double.IsNaN(from) ? text.Length : (int)Math.Clamp(Math.Truncate(from), 0, text.Length));
    }

    private static Value Includes(Vm vm, in CallInfo call)
    {
        var text = This(vm, call, "includes").Flat(vm);
        var sought = Sought(vm, call[0], "includes");
        return Value.From(TextSearch.IndexOf(vm, text, sought, (int)Math.Clamp(vm.ToInteger(call[1]), 0, text.Length)) >= 0);
    }

    private static Value StartsWith(Vm vm, in CallInfo call)
    {
        var text = This(vm, call, "startsWith").Flat(vm);
        var sought = Sought(vm, call[0], "startsWith");
        var from = (int)Math.Clamp(vm.ToInteger(call[1]), 0, text.Length);
        vm.Charge(1 + (sought.Length / 8));
        return Value.From(text.AsSpan(from).StartsWith(sought));
    }

    private static Value EndsWith(Vm vm, in CallInfo call)
    {
        var text = This(vm, call, "endsWith").Flat(vm);
        var sought = Sought(vm, call[0], "endsWith");
        var end = call[1].IsUndefined ? text.Length : (int)Math.Clamp(vm.ToInteger(call[1]), 0, text.Length);
        vm.Charge(1 + (sought.Length / 8));
        return Value.From(text.AsSpan(0, end).EndsWith(sought));
    }

    /// <summary>The text sought; regular expressions are refused, as they would be taken by their source.</summary>
    private static string Sought(Vm vm, Value value, string method) => IsRegExp(vm, value)
        ? throw vm.TypeError($"First argument to String.prototype.{method} must not be a regular expression.")
        : vm.ToText(value);

    /// <summary><c>IsRegExp</c>.</summary>
    internal static bool IsRegExp(Vm vm, Value value)
    {
        if (!value.TryGetObject(out var obj))
            return false;
        var match = vm.Get(obj, JsSymbol.Match);
        return match.IsUndefined ? obj.ClassName == "RegExp" : match.ToBoolean();
    }

    /// <summary>The method of the pattern under a well-known symbol, which takes over; only objects are asked, as of ES2025.</summary>
    private static JsObject? Protocol(Vm vm, Value pattern, JsSymbol symbol) => pattern.IsObject ? vm.GetMethod(pattern, symbol) : null;

    /// <summary>match and search: the pattern's own method, or that of a regular expression made from it.</summary>
    private static Value ByPattern(Vm vm, in CallInfo call, JsSymbol symbol, string flags)
    {
        if (call.This.IsNullish)
            throw vm.TypeError($"String.prototype.{symbol.Description!.Flat(vm)["Symbol.".Length..]} called on null or undefined.");
        if (Protocol(vm, call[0], symbol) is { } own)
            return vm.Call(own, call[0], [call.This]);
        var text = vm.ToJsString(call.This);
        var expression = vm.Construct(vm.Realm[Intrinsic.RegExp], [call[0], flags]);
        return vm.Invoke(expression, symbol, [text]);
    }

    private static Value MatchAll(Vm vm, in CallInfo call)
    {
        if (call.This.IsNullish)
            throw vm.TypeError("String.prototype.matchAll called on null or undefined.");
        RequireGlobal(vm, call[0], "matchAll");
        return ByPattern(vm, call, JsSymbol.MatchAll, "g");
    }

    private static void RequireGlobal(Vm vm, Value pattern, string method)
    {
        if (pattern.IsNullish || !IsRegExp(vm, pattern))
            return;
        var flags = vm.Get(pattern, "flags");
        if (flags.IsNullish || !vm.ToText(flags).Contains('g', StringComparison.Ordinal))
            throw vm.TypeError($"String.prototype.{method} called with a regular expression that has no global flag: write /…/g.");
    }

    private static Value Replace(Vm vm, in CallInfo call, bool all)
    {
        if (call.This.IsNullish)
            throw vm.TypeError($"String.prototype.{(all ? "replaceAll" : "replace")} called on null or undefined.");
        if (all)
            RequireGlobal(vm, call[0], "replaceAll");
        if (Protocol(vm, call[0], JsSymbol.Replace) is { } own)
            return vm.Call(own, call[0], [call.This, call[1]]);
        var source = vm.ToJsString(call.This);
        var text = source.Flat(vm);
        var sought = vm.ToText(call[0]);
        var replacement = call[1].IsCallable ? null : vm.ToText(call[1]);
        var at = TextSearch.IndexOf(vm, text, sought, 0);
        if (at < 0)
            return source;
        var result = new TextBuilder(vm);
        var copied = 0;
        do
        {
            result.Append(text.AsSpan(copied, at - copied));
            if (replacement is null)
                result.Append(vm.ToJsString(vm.Call(call[1], Value.Undefined, [JsString.Of(sought), at, source])));
            else
                Substitution.Append(vm, result, replacement, new Substitution.Match(text, at, sought));
            copied = at + sought.Length;
            var next = sought.Length == 0 ? at + 1 : copied;
            at = all && next <= text.Length ? TextSearch.IndexOf(vm, text, sought, next) : -1;
        }
        while (at >= 0);
        result.Append(text.AsSpan(copied));
        return result.ToValue();
    }

    private static Value Split(Vm vm, in CallInfo call)
    {
        if (call.This.IsNullish)
            throw vm.TypeError("String.prototype.split called on null or undefined.");
        if (Protocol(vm, call[0], JsSymbol.Split) is { } own)
            return vm.Call(own, call[0], [call.This, call[1]]);
        var source = vm.ToJsString(call.This);
        var limit = call[1].IsUndefined ? uint.MaxValue : vm.ToUint32(call[1]);
        var separator = vm.ToText(call[0]);
        var result = vm.NewArray();
        if (limit == 0)
            return result;
        if (call[0].IsUndefined)
            return vm.NewArray([source]);
        using var hold = vm.Hold(result);
        var text = source.Flat(vm);
        if (separator.Length == 0)
        {
            for (var i = 0; i < text.Length && i < limit; i++)
            {
                vm.Charge(1);
                result.Append(vm, Part(vm, text, i, 1));
            }

            return result;
        }

        var start = 0;
        while (true)
        {
            var at = TextSearch.IndexOf(vm, text, separator, start);
            result.Append(vm, Part(vm, text, start, (at < 0 ? text.Length : at) - start));
            if (at < 0 || result.Length == limit)
                return result;
            start = at + separator.Length;
        }
    }
}
