using System.Globalization;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Console;

/// <summary><c>console</c>: lines of text for the host. Nothing is kept in the script's world.</summary>
internal static class ConsoleBuiltIns
{
    private const string Owner = "console";

    public static void Install(RealmBuilder b)
    {
        var c = b.Object(Intrinsic.Console);
        b.Global(Owner, c);
        b.Tag(c, Owner);
        foreach (var level in (string[])["debug", "error", "info", "log", "trace", "warn"])
            b.Method(c, Owner, level, 0, (vm, in call) => Write(vm, level == "trace" ? "debug" : level, Format(vm, call.Args)));
        b.Method(c, Owner, "dir", 0, static (vm, in call) => Write(vm, "log", new Inspector(vm).Inspect(call[0])));
        b.Method(c, Owner, "assert", 0, static (vm, in call) => call[0].ToBoolean()
            ? Value.Undefined
            : Write(vm, "error", call.Count > 1 ? "Assertion failed: " + Format(vm, call.From(1)) : "Assertion failed"));
        b.Method(c, Owner, "table", 1, static (vm, in call) => Write(vm, "log", new TableWriter(vm).Format(call[0])));
        b.Method(c, Owner, "group", 0, static (vm, in call) =>
        {
            if (call.Count > 0)
                Write(vm, "log", Format(vm, call.Args));
            vm.ConsoleIndent = Math.Min(vm.ConsoleIndent + 2, 40);
            return Value.Undefined;
        });
        b.Method(c, Owner, "groupEnd", 0, static (vm, in _) =>
        {
            vm.ConsoleIndent = Math.Max(vm.ConsoleIndent - 2, 0);
            return Value.Undefined;
        });
        b.Method(c, Owner, "count", 0, static (vm, in call) => Write(vm, "log", $"{Label(vm, call)}: {vm.CountOnConsole(Label(vm, call))}"));
        b.Method(c, Owner, "time", 0, static (vm, in call) =>
        {
            vm.StartConsoleTimer(Label(vm, call));
            return Value.Undefined;
        });
        b.Method(c, Owner, "timeEnd", 0, static (vm, in call) => Write(
            vm, "log", $"{Label(vm, call)}: {vm.ReadConsoleTimer(Label(vm, call)).TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture)}ms"));
        b.Method(c, Owner, "timeLog", 0, static (vm, in call) => Write(
            vm, "log", $"{Label(vm, call)}: {vm.ReadConsoleTimer(Label(vm, call)).TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture)}ms"));
    }

    private static string Label(Vm vm, in CallInfo call) => call[0].IsUndefined ? "default" : vm.ToText(call[0]);

    private static Value Write(Vm vm, string level, string text)
    {
        vm.Charge(10 + (text.Length / 8));
        if (vm.ConsoleIndent > 0)
        {
            var indent = new string(' ', vm.ConsoleIndent);
            text = indent + text.Replace("\n", "\n" + indent, StringComparison.Ordinal);
        }

        vm.WriteConsole(level, text);
        return Value.Undefined;
    }

    /// <summary>The arguments as one line: placeholders of the first are filled, the others follow behind blanks.</summary>
    private static string Format(Vm vm, ReadOnlySpan<Value> args)
    {
        var output = new TextBuilder(vm);
        var next = 0;
        if (args.Length > 1 && args[0].AsString is { } template)
        {
            next = 1;
            AppendTemplate(vm, output, template.Flat(vm), args, ref next);
        }

        for (; next < args.Length; next++)
        {
            if (next > 0)
                output.Append(' ');
            if (args[next].AsString is { } text)
                output.Append(text);
            else
                output.Append(new Inspector(vm).Inspect(args[next]));
        }

        return output.ToString();
    }

    private static void AppendTemplate(Vm vm, TextBuilder output, string template, ReadOnlySpan<Value> args, ref int next)
    {
        var start = 0;
        for (var i = 0; i + 1 < template.Length; i++)
        {
            if (template[i] != '%' || (template[i + 1] != '%' && next >= args.Length) || !"sdifjoOc%".Contains(template[i + 1], StringComparison.Ordinal))
                continue;
            output.Append(template.AsSpan(start, i - start));
            start = ++i + 1;
            if (template[i] == '%')
            {
                output.Append('%');
                continue;
            }

            var value = args[next++];
            output.Append(template[i] switch
            {
                's' => value.AsString is { } text ? text.Flat(vm) : new Inspector(vm).Inspect(value),
                'd' or 'f' => value.IsObject || value.IsSymbol ? "NaN" : Vm.NumberText(vm.ToNumber(value.IsBigInt ? vm.ToJsString(value) : value)),
                'i' => value.IsObject || value.IsSymbol ? "NaN" : Vm.NumberText(Math.Truncate(vm.ToNumber(value.IsBigInt ? vm.ToJsString(value) : value))),
                'c' => "",
                _ => new Inspector(vm).Inspect(value),
            });
        }

        output.Append(template.AsSpan(start));
    }
}
