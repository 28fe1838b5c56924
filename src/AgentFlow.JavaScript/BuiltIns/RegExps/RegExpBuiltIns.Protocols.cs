using AgentFlow.JavaScript.BuiltIns.Iterators;
using AgentFlow.JavaScript.BuiltIns.Text;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;
using AgentFlow.JavaScript.Regex;

namespace AgentFlow.JavaScript.BuiltIns.RegExps;

/// <content>The methods under well-known symbols that the methods of strings call: match, matchAll, replace, search, split.</content>
internal static partial class RegExpBuiltIns
{
    private static void InstallProtocols(RealmBuilder b, JsObject p)
    {
        b.Method(p, Owner, JsSymbol.Match, 1, Match);
        b.Method(p, Owner, JsSymbol.MatchAll, 1, MatchAll);
        b.Method(p, Owner, JsSymbol.Replace, 2, Replace);
        b.Method(p, Owner, JsSymbol.Search, 1, Search);
        b.Method(p, Owner, JsSymbol.Split, 2, Split);
        IteratorPrototypes.Add(b, Intrinsic.RegExpStringIteratorPrototype, "RegExp String Iterator", static (vm, in call) =>
            call.This.Ref is RegExpStringIterator it ? it.Next(vm) : throw IteratorPrototypes.Wrong(vm, call.This, "RegExp String Iterator"));
    }

    /// <summary>The position behind one, a pair of surrogates counting as one with the flag u.</summary>
    internal static long Advance(Vm vm, JsString text, long index, bool unicode)
    {
        if (!unicode || index + 1 >= text.Length)
            return index + 1;
        var flat = text.Flat(vm);
        return char.IsHighSurrogate(flat[(int)index]) && char.IsLowSurrogate(flat[(int)index + 1]) ? index + 2 : index + 1;
    }

    private static string FlagsOf(Vm vm, JsObject expression) =>
        expression is JsRegExp pristine && pristine.IsPristine(vm) ? pristine.FlagText : vm.ToText(vm.Get(expression, "flags"));

    private static bool IsUnicode(string flags) => flags.Contains('u', StringComparison.Ordinal) || flags.Contains('v', StringComparison.Ordinal);

    private static long LastIndex(Vm vm, JsObject expression) =>
        vm.ToLength(expression is JsRegExp regExp ? regExp.LastIndex : vm.Get(expression, "lastIndex"));

    private static void SetLastIndex(Vm vm, JsObject expression, double index)
    {
        if (expression is JsRegExp regExp)
            regExp.SetLastIndex(vm, index);
        else
            vm.Set(expression, "lastIndex", index);
    }

    private static Value Match(Vm vm, in CallInfo call)
    {
        var expression = ThisObject(vm, call);
        var text = vm.ToJsString(call[0]);
        var flags = FlagsOf(vm, expression);
        if (!flags.Contains('g', StringComparison.Ordinal))
            return Value.FromNullable(RegExpExecution.Exec(vm, expression, text));
        SetLastIndex(vm, expression, 0);
        var result = vm.NewArray();
        using var hold = vm.Hold(result);
        if (expression is JsRegExp pristine && pristine.IsPristine(vm))
        {
            var flat = text.Flat(vm);
            ForEachMatch(vm, pristine, text, captures => result.Append(vm, RegExpExecution.Capture(vm, flat, captures, 0)));
        }
        else
        {
            while (RegExpExecution.Exec(vm, expression, text) is { } match)
            {
                var matched = vm.ToJsString(vm.GetIndex(match, 0));
                result.Append(vm, matched);
                if (matched.Length == 0)
                    SetLastIndex(vm, expression, Advance(vm, text, LastIndex(vm, expression), IsUnicode(flags)));
            }
        }

        return result.Used == 0 ? Value.Null : result;
    }

    private delegate void MatchAction(ReadOnlySpan<int> captures);

    /// <summary>All matches of a global expression whose behaviour nobody has changed, with one matcher.</summary>
    private static void ForEachMatch(Vm vm, JsRegExp expression, JsString text, MatchAction action)
    {
        var flat = text.Flat(vm);
        var matcher = new RegexMatcher(expression.Program, flat, vm);
        var sticky = expression.Has(RegexFlags.Sticky);
        long at = 0;
        while (at <= flat.Length && matcher.Match((int)at, sticky))
        {
            vm.Charge(4);
            var (start, end) = (matcher.Captures[0], matcher.Captures[1]);
            action(matcher.Captures);
            at = end == start ? Advance(vm, text, end, expression.Has(RegexFlags.Unicode)) : end;
        }
    }

    private static Value MatchAll(Vm vm, in CallInfo call)
    {
        var expression = ThisObject(vm, call);
        var text = vm.ToJsString(call[0]);
        var constructor = vm.SpeciesOf(expression, vm.Realm[Intrinsic.RegExp]) ?? vm.Realm[Intrinsic.RegExp];
        var flags = vm.ToText(vm.Get(expression, "flags"));
        var matcher = vm.Construct(constructor, [expression, flags]);
        SetLastIndex(vm, matcher, LastIndex(vm, expression));
        return RegExpStringIterator.Create(vm, matcher, text, flags.Contains('g', StringComparison.Ordinal), IsUnicode(flags));
    }

    private static Value Search(Vm vm, in CallInfo call)
    {
        var expression = ThisObject(vm, call);
        var text = vm.ToJsString(call[0]);
        var before = vm.Get(expression, "lastIndex");
        if (!Value.SameValue(vm, before, 0))
            vm.Set(expression, "lastIndex", 0);
        var match = RegExpExecution.Exec(vm, expression, text);
        if (!Value.SameValue(vm, vm.Get(expression, "lastIndex"), before))
            vm.Set(expression, "lastIndex", before);
        return match is null ? -1 : vm.Get(match, "index");
    }

    private static Value Replace(Vm vm, in CallInfo call)
    {
        var expression = ThisObject(vm, call);
        var text = vm.ToJsString(call[0]);
        var flat = text.Flat(vm);
        var function = call[1].IsCallable ? call[1] : Value.Undefined;
        var template = call[1].IsCallable ? "" : vm.ToText(call[1]);
        var flags = FlagsOf(vm, expression);
        var global = flags.Contains('g', StringComparison.Ordinal);
        if (global)
            SetLastIndex(vm, expression, 0);
        var results = vm.NewArray();
        using var hold = vm.Hold(results);
        while (RegExpExecution.Exec(vm, expression, text) is { } match)
        {
            results.Append(vm, match);
            if (!global)
                break;
            if (vm.ToJsString(vm.GetIndex(match, 0)).Length == 0)
                SetLastIndex(vm, expression, Advance(vm, text, LastIndex(vm, expression), IsUnicode(flags)));
        }

        if (results.Used == 0)
            return text;
        var output = new TextBuilder(vm);
        var copied = 0;
        for (var i = 0; i < results.Used; i++)
            AppendReplacement(vm, output, (JsObject)results.Dense[i].Ref!, text, flat, function, template, ref copied);
        output.Append(flat.AsSpan(copied));
        return output.ToValue();
    }

    private static void AppendReplacement(Vm vm, TextBuilder output, JsObject match, JsString text, string flat, Value function, string template, ref int copied)
    {
        var count = (int)Math.Min(Math.Max(vm.LengthOf(match) - 1, 0), 100_000);
        var matched = vm.ToJsString(vm.GetIndex(match, 0));
        var position = (int)Math.Clamp(vm.ToInteger(vm.Get(match, "index")), 0, flat.Length);
        vm.Charge(count);
        vm.Allocate(64 + (count * 16L));

        // What a function is called with: the match, its captures, position, text and groups.
        var args = new Value[count + 4];
        args[0] = matched;
        for (var i = 1; i <= count; i++)
            args[i] = vm.GetIndex(match, i) is var capture && capture.IsUndefined ? capture : vm.ToJsString(capture);
        var groups = vm.Get(match, "groups");
        string? replacement = null;
        if (function.IsUndefined)
        {
            if (!groups.IsUndefined)
                groups = vm.ToObject(groups);
        }
        else
        {
            args[count + 1] = position;
            args[count + 2] = text;
            args[count + 3] = groups;
            replacement = vm.ToText(vm.Call(function, Value.Undefined, args.AsSpan(0, groups.IsUndefined ? count + 3 : count + 4)));
        }

        if (position < copied)
            return;
        output.Append(flat.AsSpan(copied, position - copied));
        if (replacement is not null)
            output.Append(replacement);
        else
            Substitution.Append(vm, output, template, new Substitution.Match(flat, position, matched.Flat(vm)) { Captures = args.AsSpan(1, count), Groups = groups });
        copied = Math.Min(position + matched.Length, flat.Length);
    }

    private static Value Split(Vm vm, in CallInfo call)
    {
        var expression = ThisObject(vm, call);
        var text = vm.ToJsString(call[0]);
        var flat = text.Flat(vm);
        var constructor = vm.SpeciesOf(expression, vm.Realm[Intrinsic.RegExp]) ?? vm.Realm[Intrinsic.RegExp];
        var flags = vm.ToText(vm.Get(expression, "flags"));
        var splitter = vm.Construct(constructor, [expression, flags.Contains('y', StringComparison.Ordinal) ? flags : flags + "y"]);
        var limit = call[1].IsUndefined ? uint.MaxValue : vm.ToUint32(call[1]);
        var result = vm.NewArray();
        using var hold = vm.Hold(result);
        if (limit == 0)
            return result;
        if (flat.Length == 0)
        {
            if (RegExpExecution.Exec(vm, splitter, text) is null)
                result.Append(vm, text);
            return result;
        }

        if (expression is JsRegExp pristine && pristine.IsPristine(vm) && splitter is JsRegExp)
            SplitFast(vm, pristine, text, limit, result);
        else
            SplitBy(vm, splitter, text, IsUnicode(flags), limit, result);
        return result;
    }

    /// <summary>Searches forward instead of trying every position with a sticky expression; the pieces are the same.</summary>
    private static void SplitFast(Vm vm, JsRegExp expression, JsString text, uint limit, JsArray result)
    {
        var flat = text.Flat(vm);
        var matcher = new RegexMatcher(expression.Program, flat, vm);
        var start = 0;
        long at = 0;
        while (at < flat.Length && matcher.Match((int)at, sticky: false))
        {
            vm.Charge(4);
            var captures = matcher.Captures;
            if (captures[0] >= flat.Length)
                break;
            if (captures[1] == start)
            {
                at = Advance(vm, text, Math.Max(at, captures[0]), expression.Has(RegexFlags.Unicode));
                continue;
            }

            result.Append(vm, StringPrototype.Part(vm, flat, start, captures[0] - start));
            if (result.Length == limit)
                return;
            start = captures[1];
            for (var i = 1; i <= expression.Program.GroupCount; i++)
            {
                result.Append(vm, RegExpExecution.Capture(vm, flat, captures, i));
                if (result.Length == limit)
                    return;
            }

            at = start;
        }

        result.Append(vm, StringPrototype.Part(vm, flat, start, flat.Length - start));
    }

    private static void SplitBy(Vm vm, JsObject splitter, JsString text, bool unicode, uint limit, JsArray result)
    {
        var flat = text.Flat(vm);
        var start = 0;
        long at = 0;
        while (at < flat.Length)
        {
            vm.Charge(2);
            SetLastIndex(vm, splitter, at);
            var match = RegExpExecution.Exec(vm, splitter, text);
            var end = match is null ? 0 : Math.Min(LastIndex(vm, splitter), flat.Length);
            if (match is null || end == start)
            {
                at = Advance(vm, text, at, unicode);
                continue;
            }

            result.Append(vm, StringPrototype.Part(vm, flat, start, (int)at - start));
            if (result.Length == limit)
                return;
            start = (int)end;
            var count = vm.LengthOf(match);
            for (long i = 1; i < count; i++)
            {
                vm.Charge(1);
                result.Append(vm, vm.GetIndex(match, i));
                if (result.Length == limit)
                    return;
            }

            at = start;
        }

        result.Append(vm, StringPrototype.Part(vm, flat, start, flat.Length - start));
    }
}
