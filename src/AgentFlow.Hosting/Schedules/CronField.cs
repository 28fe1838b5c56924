using System.Globalization;
using System.Numerics;

namespace AgentFlow.Hosting.Schedules;

/// <summary>The values of one field of a cron line, a bit each.</summary>
internal readonly record struct CronField
{
    private readonly ulong _values;

    private CronField(ulong values, bool isAny)
    {
        _values = values;
        IsAny = isAny;
    }

    /// <summary>Whether the field begins with a star: it asks nothing of its own, as far as days are concerned.</summary>
    public bool IsAny { get; }

    public bool Has(int value) => (_values >> value & 1) != 0;

    /// <summary>The least value that is not less; null when there is none.</summary>
    public int? AtLeast(int value)
    {
        var rest = value > 63 ? 0 : _values >> value << value;
        return rest == 0 ? null : BitOperations.TrailingZeroCount(rest);
    }

    public static CronField Parse(string text, string field, int least, int most, string[] names)
    {
        var values = 0UL;
        foreach (var item in text.Split(','))
            values |= ParseItem(item);
        return new CronField(values, text.StartsWith('*') || text == "?");

        ulong ParseItem(string item)
        {
            var slash = item.IndexOf('/', StringComparison.Ordinal);
            var step = slash < 0 ? 1 : Number(item[(slash + 1)..], item);
            if (step < 1)
                throw Problem(item, "a step must be at least 1");
            var range = slash < 0 ? item : item[..slash];
            var (from, to) = range is "*" or "?" ? (least, most) : Range(range, item, isStepped: slash >= 0);
            if (from > to)
                throw Problem(item, "the range runs backwards");
            var bits = 0UL;
            for (var value = from; value <= to; value += step)
                bits |= 1UL << value;
            return bits;
        }

        (int From, int To) Range(string range, string item, bool isStepped)
        {
            var dash = range.IndexOf('-', StringComparison.Ordinal);
            if (dash >= 0)
                return (Value(range[..dash], item), Value(range[(dash + 1)..], item));
            var value = Value(range, item);
            return (value, isStepped ? most : value);
        }

        int Value(string word, string item)
        {
            var name = Array.FindIndex(names, n => n.Equals(word, StringComparison.OrdinalIgnoreCase));
            var value = name >= 0 ? name + (least == 1 ? 1 : 0) : Number(word, item);
            return value >= least && value <= most ? value : throw Problem(item, $"{value} does not lie between {least} and {most}");
        }

        int Number(string word, string item) =>
            int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Problem(item, $"'{word}' is no number{(names.Length > 0 ? $" and none of {string.Join(", ", names)}" : "")}");

        FormatException Problem(string item, string problem) => new($"The {field} '{item}' of a cron line is not valid: {problem}.");
    }
}
