using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Dates;

/// <summary><c>Date</c>: the constructor and what gives texts. Clock and zone are the host's. Reading and setting parts is in the others.</summary>
internal static partial class DateBuiltIns
{
    private const string Owner = "Date.prototype";

    public static void Install(RealmBuilder b)
    {
        var p = b.Object(Intrinsic.DatePrototype);
        var date = b.Constructor(Intrinsic.Date, "Date", 7, Make, p);
        b.Method(date, "Date", "now", 0, static (vm, in _) => Now(vm));
        b.Method(date, "Date", "parse", 1, static (vm, in call) => Parse(vm, vm.ToJsString(call[0])));
        b.Method(date, "Date", "UTC", 7, static (vm, in call) => DateMath.TimeClip(FromParts(vm, call.Args)));
        Text(b, p, "toString", static (_, zone, time) => $"{DateFormatter.Date(time + Shift(zone, time))} {ClockText(zone, time)}");
        Text(b, p, "toDateString", static (_, zone, time) => DateFormatter.Date(time + Shift(zone, time)));
        Text(b, p, "toTimeString", static (_, zone, time) => ClockText(zone, time));
        var utc = Text(b, p, "toUTCString", static (_, _, time) => DateFormatter.Utc(time));
        p.Put(b.Vm, "toGMTString", utc, PropertyFlags.Hidden);
        b.Method(p, Owner, "toISOString", 0, static (vm, in call) => This(vm, call).Time is var time && double.IsFinite(time)
            ? DateFormatter.Iso(time)
            : throw vm.RangeError("Invalid time value."));
        b.Method(p, Owner, "toJSON", 1, ToJson);
        b.Method(p, Owner, "toLocaleString", 0, static (vm, in call) => DateLocale.Format(vm, This(vm, call).Time, call[1], date: true, time: true));
        b.Method(p, Owner, "toLocaleDateString", 0, static (vm, in call) => DateLocale.Format(vm, This(vm, call).Time, call[1], date: true, time: false));
        b.Method(p, Owner, "toLocaleTimeString", 0, static (vm, in call) => DateLocale.Format(vm, This(vm, call).Time, call[1], date: false, time: true));
        b.Method(p, Owner, JsSymbol.ToPrimitive, 1, ToPrimitive, PropertyFlags.Configurable);
        InstallGetters(b, p);
        InstallSetters(b, p);
    }

    private static NativeFunction Text(RealmBuilder b, JsObject p, string name, Func<Vm, TimeZoneInfo, double, string> text) =>
        b.Method(p, Owner, name, 0, (vm, in call) => This(vm, call).Time is var time && double.IsFinite(time) ? vm.NewString(text(vm, vm.Host.Zone, time)) : "Invalid Date");

    private static double Shift(TimeZoneInfo zone, double time) => LocalZone.Offset(zone, time);

    private static string ClockText(TimeZoneInfo zone, double time) => DateFormatter.Time(time + Shift(zone, time), Shift(zone, time), zone);

    private static JsDate This(Vm vm, in CallInfo call) => call.This.Ref as JsDate
        ?? throw vm.TypeError($"Method Date.prototype.{call.Callee.Entry.Name} called on {vm.Describe(call.This)}, which is no Date.");

    private static double Now(Vm vm) => vm.Host.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static double Parse(Vm vm, JsString text)
    {
        vm.Charge(20 + (text.Length / 4));
        return DateParser.Parse(text.Flat(vm), vm.Host.Zone);
    }

    private static Value Make(Vm vm, in CallInfo call)
    {
        if (!call.IsConstruct)
        {
            var now = Now(vm);
            return vm.NewString($"{DateFormatter.Date(now + Shift(vm.Host.Zone, now))} {ClockText(vm.Host.Zone, now)}");
        }

        var time = call.Count switch
        {
            0 => Now(vm),
            1 => FromValue(vm, call[0]),
            _ => LocalZone.ToUtc(vm.Host.Zone, FromParts(vm, call.Args)),
        };
        vm.Allocate(JsObject.Bytes + 8);
        return new JsDate(vm.RootShape(vm.PrototypeFor(call.NewTarget, Intrinsic.DatePrototype)), DateMath.TimeClip(time));
    }

    private static double FromValue(Vm vm, Value value)
    {
        if (value.Ref is JsDate other)
            return other.Time;
        value = vm.ToPrimitive(value);
        return value.AsString is { } text ? Parse(vm, text) : vm.ToNumber(value);
    }

    /// <summary>Year, month, day, hours, minutes, seconds and milliseconds to a time, as yet in no zone.</summary>
    private static double FromParts(Vm vm, ReadOnlySpan<Value> parts)
    {
        Span<double> numbers = [double.NaN, 0, 1, 0, 0, 0, 0];
        for (var i = 0; i < Math.Min(parts.Length, numbers.Length); i++)
            numbers[i] = vm.ToNumber(parts[i]);
        return DateMath.MakeDate(
            DateMath.MakeDay(DateMath.FullYear(numbers[0]), numbers[1], numbers[2]), DateMath.MakeTime(numbers[3], numbers[4], numbers[5], numbers[6]));
    }

    private static Value ToJson(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var primitive = vm.ToPrimitive(target, PrimitiveHint.Number);
        return primitive.IsNumber && !double.IsFinite(primitive.Num) ? Value.Null : vm.Invoke(target, "toISOString");
    }

    private static Value ToPrimitive(Vm vm, in CallInfo call)
    {
        if (!call.This.TryGetObject(out var target))
            throw vm.TypeError($"{vm.Describe(call.This)} is not an object.");
        var hint = call[0].AsString?.Flat(vm);
        if (hint is not ("default" or "string" or "number"))
            throw vm.TypeError($"Invalid hint: {vm.Describe(call[0])}.");
        foreach (var name in hint == "number" ? (ReadOnlySpan<string>)["valueOf", "toString"] : ["toString", "valueOf"])
        {
            var method = vm.Get(target, name);
            if (method.IsCallable && vm.Call(method, target) is { IsObject: false } result)
                return result;
        }

        throw vm.TypeError("Cannot convert object to primitive value.");
    }
}
