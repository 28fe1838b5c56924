using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Dates;

/// <summary>Dates as en-US writes them, whatever locale is asked for, with the usual options: the parts, <c>dateStyle</c>, <c>timeStyle</c>, <c>timeZone</c>, <c>hour12</c>.</summary>
internal sealed class DateLocale
{
    private readonly Vm _vm;
    private readonly JsObject? _options;
    private string? _weekday, _year, _month, _day, _hour, _minute, _second;

    private DateLocale(Vm vm, JsObject? options)
    {
        _vm = vm;
        _options = options;
    }

    /// <summary>The text of a time. <paramref name="date"/> and <paramref name="time"/> say what is shown when the options name no part.</summary>
    public static Value Format(Vm vm, double value, Value options, bool date, bool time)
    {
        vm.Charge(100);
        if (!double.IsFinite(value))
            return "Invalid Date";
        var locale = new DateLocale(vm, options.AsObject);
        locale.ReadParts(date, time);
        var zone = locale.Zone();
        return vm.NewString(locale.Text(value + LocalZone.Offset(zone, value), zone));
    }

    private void ReadParts(bool date, bool time)
    {
        _weekday = Option("weekday");
        _year = Option("year");
        _month = Option("month");
        _day = Option("day");
        _hour = Option("hour");
        _minute = Option("minute");
        _second = Option("second");
        var dateStyle = Option("dateStyle");
        var timeStyle = Option("timeStyle");
        var anyDate = (_weekday ?? _year ?? _month ?? _day) is not null;
        var anyTime = (_hour ?? _minute ?? _second) is not null;
        if (dateStyle is not null || timeStyle is not null)
        {
            if (dateStyle is not null)
            {
                _weekday = dateStyle == "full" ? "long" : null;
                (_year, _day) = (dateStyle == "short" ? "2-digit" : "numeric", "numeric");
                _month = dateStyle switch { "short" => "numeric", "medium" => "short", _ => "long" };
            }

            if (timeStyle is not null)
            {
                (_hour, _minute) = ("numeric", "2-digit");
                _second = timeStyle == "short" ? null : "2-digit";
            }

            return;
        }

        if (date && !(anyDate || (anyTime && time)))
            _year = _month = _day = "numeric";
        if (time && !(anyTime || (anyDate && date)))
            (_hour, _minute, _second) = ("numeric", "2-digit", "2-digit");
    }

    private TimeZoneInfo Zone()
    {
        if (Option("timeZone") is not { } id)
            return _vm.Host.Zone;
        if (id.Equals("UTC", StringComparison.OrdinalIgnoreCase) || id.Equals("GMT", StringComparison.OrdinalIgnoreCase))
            return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : throw _vm.RangeError($"Invalid time zone specified: '{id}'.");
    }

    private string Text(double local, TimeZoneInfo zone)
    {
        var date = DateText(local);
        if ((_hour ?? _minute ?? _second) is null)
            return date;
        var clock = ClockText(local);
        if (Option("timeZoneName") is not null)
            clock += " " + (ReferenceEquals(zone, TimeZoneInfo.Utc) ? "UTC" : zone.Id);
        return date.Length == 0 ? clock : date + (Option("dateStyle") is "full" or "long" ? " at " : ", ") + clock;
    }

    private string DateText(double local)
    {
        var (year, month, day) = DateMath.Civil(local);
        var yearText = _year switch { null => null, "2-digit" => DateFormatter.Pad(year % 100), _ => DateFormatter.Pad(year, 1) };
        var dayText = _day switch { null => null, "2-digit" => DateFormatter.Pad(day), _ => DateFormatter.Pad(day, 1) };
        var weekday = _weekday switch { null => null, "long" => DateFormatter.Days[DateMath.WeekDay(local)], _ => DateFormatter.Days[DateMath.WeekDay(local)][..3] };
        if (_month is "long" or "short" or "narrow")
        {
            var name = _month == "long" ? DateFormatter.Months[month] : _month == "short" ? DateFormatter.Months[month][..3] : DateFormatter.Months[month][..1];
            var monthDay = dayText is null ? name : $"{name} {dayText}";
            var text = yearText is null ? monthDay : dayText is null ? $"{monthDay} {yearText}" : $"{monthDay}, {yearText}";
            return weekday is null ? text : $"{weekday}, {text}";
        }

        var monthText = _month switch { null => null, "2-digit" => DateFormatter.Pad(month + 1), _ => DateFormatter.Pad(month + 1, 1) };
        var numbers = string.Join('/', ((string?[])[monthText, dayText, yearText]).Where(part => part is not null));
        return weekday is null ? numbers : numbers.Length == 0 ? weekday : $"{weekday}, {numbers}";
    }

    private string ClockText(double local)
    {
        var hour12 = _options is null || (_vm.Get(_options, "hour12") is var h && (h.IsUndefined ? Option("hourCycle") is not ("h23" or "h24") : h.ToBoolean()));
        var hour = DateMath.Hour(local);
        var shown = hour12 ? (hour % 12 == 0 ? 12 : hour % 12) : hour;
        List<string> parts = [];
        if (_hour is not null)
            parts.Add(DateFormatter.Pad(shown, _hour == "2-digit" || !hour12 ? 2 : 1));
        if (_minute is not null)
            parts.Add(DateFormatter.Pad(DateMath.Minute(local), _hour is null && _second is null && _minute != "2-digit" ? 1 : 2));
        if (_second is not null)
            parts.Add(DateFormatter.Pad(DateMath.Second(local), _hour is null && _minute is null && _second != "2-digit" ? 1 : 2));
        return string.Join(':', parts) + (hour12 && _hour is not null ? (hour < 12 ? " AM" : " PM") : "");
    }

    private string? Option(string name) => _options is null || _vm.Get(_options, name) is var value && value.IsUndefined ? null : _vm.ToText(value);
}
