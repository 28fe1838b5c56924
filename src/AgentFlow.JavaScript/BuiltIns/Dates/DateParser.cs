namespace AgentFlow.JavaScript.BuiltIns.Dates;

/// <summary>Reads dates: the ISO format of the specification, the texts that Date itself writes, and the loose forms that people write.</summary>
internal ref struct DateParser
{
    private static readonly string[] MonthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private readonly ReadOnlySpan<char> _text;
    private readonly TimeZoneInfo _zone;
    private int _at;

    private DateParser(ReadOnlySpan<char> text, TimeZoneInfo zone)
    {
        _text = text;
        _zone = zone;
    }

    /// <summary>The time value of a text, or NaN when it is no date. Linear in the text.</summary>
    public static double Parse(ReadOnlySpan<char> text, TimeZoneInfo zone)
    {
        text = text.Trim();
        var iso = new DateParser(text, zone).Iso();
        return DateMath.TimeClip(double.IsNaN(iso) ? new DateParser(text, zone).Loose() : iso);
    }

    private double Iso()
    {
        if (!IsoYear(out var year))
            return double.NaN;
        int month = 1, day = 1, hour = 0, minute = 0, second = 0;
        double millisecond = 0;
        if (Take('-') && (!Digits(2, out month) || (Take('-') && !Digits(2, out day))))
            return double.NaN;
        var dateOnly = true;
        double? offset = null;
        if (Take('T') || Take('t') || (Peek == ' ' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]) && Take(' ')))
        {
            dateOnly = false;
            if (!Digits(2, out hour) || !Take(':') || !Digits(2, out minute) || (Take(':') && (!Digits(2, out second) || !Fraction(out millisecond))))
                return double.NaN;
            if (!Offset(out offset))
                return double.NaN;
        }

        if (_at < _text.Length || month is < 1 or > 12 || day < 1 || day > DaysIn(year, month) || minute > 59 || second > 59
            || hour > 24 || (hour == 24 && (minute > 0 || second > 0 || millisecond > 0)))
        {
            return double.NaN;
        }

        var time = DateMath.MakeDate(DateMath.MakeDay(year, month - 1, day), DateMath.MakeTime(hour, minute, second, 0) + Math.Floor(millisecond));
        return dateOnly ? time : offset is double given ? time - given : LocalZone.ToUtc(_zone, time);
    }

    private bool IsoYear(out int year)
    {
        if (Peek is not ('+' or '-'))
            return Digits(4, out year);
        var negative = _text[_at++] == '-';
        if (!Digits(6, out year) || (negative && year == 0))
            return false;
        year = negative ? -year : year;
        return true;
    }

    private static int DaysIn(int year, int month) => month switch
    {
        2 => (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>Words are month names, day names, AM, PM or zones; numbers are what stands next to them suggests. Text in parentheses is ignored.</summary>
    private double Loose()
    {
        Span<int> numbers = stackalloc int[3];
        var count = 0;
        int month = -1, monthAt = 0, hour = 0, minute = 0, second = 0;
        double millisecond = 0;
        double? offset = null;
        var time = false;
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (c is ' ' or ',' or '/' or '.' || (c == '-' && !time))
            {
                _at++;
            }
            else if (c == '(')
            {
                var end = _text[_at..].IndexOf(')');
                _at = end < 0 ? _text.Length : _at + end + 1;
            }
            else if (char.IsAsciiLetter(c))
            {
                if (!Word(ref month, ref monthAt, count, ref hour, ref offset))
                    return double.NaN;
            }
            else if (c is '+' or '-' && time)
            {
                if (!Offset(out offset))
                    return double.NaN;
            }
            else if (!char.IsAsciiDigit(c) || !Number(out var number))
            {
                return double.NaN;
            }
            else if (Peek == ':' && !time)
            {
                time = true;
                hour = number;
                if (!Clock(out minute, out second, out millisecond))
                    return double.NaN;
            }
            else if (count == 3)
            {
                return double.NaN;
            }
            else
            {
                numbers[count++] = number;
            }
        }

        if (!Arrange(numbers[..count], month, monthAt, out var year, out month, out var day) || hour > 24 || minute > 59 || second > 59)
            return double.NaN;
        var local = DateMath.MakeDate(DateMath.MakeDay(year, month, day), DateMath.MakeTime(hour, minute, second, Math.Floor(millisecond)));
        return offset is double given ? local - given : LocalZone.ToUtc(_zone, local);
    }

    private bool Word(scoped ref int month, scoped ref int monthAt, int numbersBefore, scoped ref int hour, scoped ref double? offset)
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiLetter(_text[_at]))
            _at++;
        var word = _text[start.._at];
        if (Is(word, "am") || Is(word, "pm"))
        {
            if (hour > 12)
                return false;
            hour = (hour % 12) + (Is(word, "pm") ? 12 : 0);
            return true;
        }

        if (Is(word, "z") || Is(word, "gmt") || Is(word, "utc") || Is(word, "ut"))
        {
            offset = 0;
            return true;
        }

        if (Is(word, "t") || Is(word, "at") || Is(word, "of") || Is(word, "st") || Is(word, "nd") || Is(word, "rd") || Is(word, "th"))
            return true;
        if (word.Length < 3)
            return false;
        for (var i = 0; i < MonthNames.Length; i++)
        {
            if (Is(word[..3], MonthNames[i]))
            {
                (month, monthAt) = (i, numbersBefore);
                return true;
            }
        }

        return Is(word[..3], "sun") || Is(word[..3], "mon") || Is(word[..3], "tue") || Is(word[..3], "wed") || Is(word[..3], "thu") || Is(word[..3], "fri") || Is(word[..3], "sat");
    }

    private static bool Is(ReadOnlySpan<char> word, string name) => word.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool Arrange(ReadOnlySpan<int> numbers, int namedMonth, int monthAt, out double year, out int month, out int day)
    {
        (year, month, day) = (2001, namedMonth, 1);
        if (namedMonth >= 0)
        {
            if (numbers.Length == 0 || numbers.Length > 2)
                return false;
            // "5 Jan 2024", "Jan 5, 2024", "2024 Jan 5", "Jan 2024".
            var yearFirst = (monthAt == 1 && numbers[0] > 31) || (numbers.Length == 1 && numbers[0] > 31);
            day = yearFirst ? (numbers.Length > 1 ? numbers[1] : 1) : numbers[0];
            if (yearFirst || numbers.Length > 1)
                year = TwoDigit(yearFirst ? numbers[0] : numbers[1]);
        }
        else if (numbers.Length == 3 || (numbers.Length == 2 && numbers[0] <= 12))
        {
            var yearFirst = numbers[0] > 31;
            month = (yearFirst ? numbers[1] : numbers[0]) - 1;
            day = yearFirst ? numbers[2] : numbers[1];
            if (numbers.Length == 3)
                year = TwoDigit(yearFirst ? numbers[0] : numbers[2]);
        }
        else
        {
            return false;
        }

        return month is >= 0 and <= 11 && day is >= 1 and <= 31;
    }

    private static double TwoDigit(int year) => year < 50 ? 2000 + year : year < 100 ? 1900 + year : year;

    private bool Clock(out int minute, out int second, out double millisecond)
    {
        second = 0;
        millisecond = 0;
        return Take(':') & Number(out minute) && (!Take(':') || (Number(out second) && Fraction(out millisecond)));
    }

    private readonly char Peek => _at < _text.Length ? _text[_at] : '\0';

    private bool Take(char c)
    {
        if (Peek != c || _at >= _text.Length)
            return false;
        _at++;
        return true;
    }

    private bool Digits(int count, out int value)
    {
        value = 0;
        if (_at + count > _text.Length)
            return false;
        for (var i = 0; i < count; i++, _at++)
        {
            if (!char.IsAsciiDigit(_text[_at]))
                return false;
            value = (value * 10) + _text[_at] - '0';
        }

        return true;
    }

    private bool Number(out int value)
    {
        value = 0;
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]) && _at - start < 9)
            value = (value * 10) + _text[_at++] - '0';
        return _at > start && !char.IsAsciiDigit(Peek);
    }

    /// <summary>An optional fraction of a second, in milliseconds; digits beyond the third are read and dropped.</summary>
    private bool Fraction(out double millisecond)
    {
        millisecond = 0;
        if (Peek is not ('.' or ','))
            return true;
        _at++;
        var start = _at;
        for (double unit = 100; char.IsAsciiDigit(Peek); unit /= 10, _at++)
            millisecond += unit * (Peek - '0');
        millisecond += 1e-6;
        return _at > start;
    }

    /// <summary>Nothing, <c>Z</c>, <c>+hh:mm</c> or <c>+hhmm</c>, in milliseconds.</summary>
    private bool Offset(out double? offset)
    {
        offset = null;
        if (Take('Z') || Take('z'))
        {
            offset = 0;
            return true;
        }

        if (Peek is not ('+' or '-'))
            return true;
        var sign = _text[_at++] == '-' ? -1 : 1;
        if (!Digits(2, out var hours))
            return false;
        var minutes = 0;
        if ((Take(':') || char.IsAsciiDigit(Peek)) && !Digits(2, out minutes))
            return false;
        offset = sign * ((hours * DateMath.MsPerHour) + (minutes * DateMath.MsPerMinute));
        return hours < 24 && minutes < 60;
    }
}
