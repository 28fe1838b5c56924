using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Dates;

/// <content>Reading and setting the parts of a date, in local time and in UTC.</content>
internal static partial class DateBuiltIns
{
    private static void InstallGetters(RealmBuilder b, JsObject p)
    {
        Pair(b, p, "Date", static time => DateMath.Civil(time).Day);
        Pair(b, p, "Day", static time => DateMath.WeekDay(time));
        Pair(b, p, "FullYear", static time => DateMath.Civil(time).Year);
        Pair(b, p, "Hours", static time => DateMath.Hour(time));
        Pair(b, p, "Milliseconds", static time => DateMath.Millisecond(time));
        Pair(b, p, "Minutes", static time => DateMath.Minute(time));
        Pair(b, p, "Month", static time => DateMath.Civil(time).Month);
        Pair(b, p, "Seconds", static time => DateMath.Second(time));
        b.Method(p, Owner, "getTime", 0, static (vm, in call) => This(vm, call).Time);
        b.Method(p, Owner, "getTimezoneOffset", 0, static (vm, in call) =>
            This(vm, call).Time is var time && double.IsNaN(time) ? time : 0.0 - (Shift(vm.Host.Zone, time) / DateMath.MsPerMinute));
        b.Method(p, Owner, "getYear", 0, static (vm, in call) =>
            This(vm, call).Time is var time && double.IsNaN(time) ? time : DateMath.Civil(time + Shift(vm.Host.Zone, time)).Year - 1900);
        b.Method(p, Owner, "valueOf", 0, static (vm, in call) => This(vm, call).Time);
    }

    private static void Pair(RealmBuilder b, JsObject p, string part, Func<double, double> read)
    {
        b.Method(p, Owner, "get" + part, 0, (vm, in call) =>
            This(vm, call).Time is var time && double.IsNaN(time) ? time : read(time + Shift(vm.Host.Zone, time)));
        b.Method(p, Owner, "getUTC" + part, 0, (vm, in call) => This(vm, call).Time is var time && double.IsNaN(time) ? time : read(time));
    }

    /// <summary>The parts in the order in which setters take them.</summary>
    private enum Part
    {
        Year,
        Month,
        Day,
        Hour,
        Minute,
        Second,
        Millisecond,
    }

    private static void InstallSetters(RealmBuilder b, JsObject p)
    {
        Setters(b, p, "FullYear", 3, Part.Year);
        Setters(b, p, "Month", 2, Part.Month);
        Setters(b, p, "Date", 1, Part.Day);
        Setters(b, p, "Hours", 4, Part.Hour);
        Setters(b, p, "Minutes", 3, Part.Minute);
        Setters(b, p, "Seconds", 2, Part.Second);
        Setters(b, p, "Milliseconds", 1, Part.Millisecond);
        b.Method(p, Owner, "setTime", 1, static (vm, in call) =>
        {
            var date = This(vm, call);
            return date.Time = DateMath.TimeClip(vm.ToNumber(call[0]));
        });
        b.Method(p, Owner, "setYear", 1, static (vm, in call) =>
        {
            var date = This(vm, call);
            return Change(vm, date, [DateMath.FullYear(vm.ToNumber(call[0]))], Part.Year, vm.Host.Zone);
        });
    }

    private static void Setters(RealmBuilder b, JsObject p, string name, int count, Part first)
    {
        b.Method(p, Owner, "set" + name, count, (vm, in call) => Change(vm, call, count, first, vm.Host.Zone));
        b.Method(p, Owner, "setUTC" + name, count, (vm, in call) => Change(vm, call, count, first, TimeZoneInfo.Utc));
    }

    private static Value Change(Vm vm, in CallInfo call, int most, Part first, TimeZoneInfo zone)
    {
        var date = This(vm, call);
        var before = date.Time;
        Span<double> given = stackalloc double[Math.Clamp(call.Count, 1, most)];
        for (var i = 0; i < given.Length; i++)
            given[i] = vm.ToNumber(call[i]);

        // A conversion may have set the date; what counts is the time before it.
        if (double.IsNaN(before) && first != Part.Year)
            return double.NaN;
        return Change(date, before, given, first, zone);
    }

    private static Value Change(Vm vm, JsDate date, ReadOnlySpan<double> given, Part first, TimeZoneInfo zone)
    {
        vm.Charge(4);
        return Change(date, date.Time, given, first, zone);
    }

    private static Value Change(JsDate date, double before, ReadOnlySpan<double> given, Part first, TimeZoneInfo zone)
    {
        var local = double.IsNaN(before) ? 0 : before + Shift(zone, before);
        var (year, month, day) = DateMath.Civil(local);
        Span<double> parts = [year, month, day, DateMath.Hour(local), DateMath.Minute(local), DateMath.Second(local), DateMath.Millisecond(local)];
        given.CopyTo(parts[(int)first..]);
        var changed = DateMath.MakeDate(DateMath.MakeDay(parts[0], parts[1], parts[2]), DateMath.MakeTime(parts[3], parts[4], parts[5], parts[6]));
        return date.Time = DateMath.TimeClip(LocalZone.ToUtc(zone, changed));
    }
}
