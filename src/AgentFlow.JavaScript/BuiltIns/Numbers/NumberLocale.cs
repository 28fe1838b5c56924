using System.Text;
using AgentFlow.JavaScript.BuiltIns.Conversion;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Numbers;

/// <summary>Numbers as en-US writes them, whatever locale is asked for, with the options that scripts use: style, currency, digits, grouping.</summary>
internal static class NumberLocale
{
    private static readonly (string Code, string Sign, int Digits)[] Currencies =
    [
        ("USD", "$", 2), ("EUR", "€", 2), ("GBP", "£", 2), ("JPY", "¥", 0), ("CNY", "CN¥", 2), ("INR", "₹", 2), ("KRW", "₩", 0), ("CAD", "CA$", 2),
        ("AUD", "A$", 2), ("NZD", "NZ$", 2), ("MXN", "MX$", 2), ("BRL", "R$", 2), ("ILS", "₪", 2), ("VND", "₫", 0), ("HKD", "HK$", 2), ("TWD", "NT$", 2),
    ];

    /// <summary><c>Number.prototype.toLocaleString</c> with an options object, or undefined for the defaults: grouped, at most three decimals.</summary>
    public static Value Format(Vm vm, double value, Value options)
    {
        vm.Charge(50);
        var given = options.AsObject;
        var style = Text(vm, given, "style") ?? "decimal";
        var (sign, digits) = style == "currency" ? Currency(vm, given) : ("", 3);
        var least = Digits(vm, given, "minimumFractionDigits", 20) ?? (style == "currency" ? digits : 0);
        var most = Digits(vm, given, "maximumFractionDigits", 20) ?? Math.Max(least, style == "percent" ? 0 : digits);
        if (least > most)
        {
            least = given is not null && Digits(vm, given, "minimumFractionDigits", 20) is null ? most
                : throw vm.RangeError("maximumFractionDigits value is out of range: it is below minimumFractionDigits.");
        }

        var significant = Digits(vm, given, "maximumSignificantDigits", 21);
        var grouped = given is null || vm.Get(given, "useGrouping") is var g && (g.IsUndefined || g.ToBoolean());
        if (double.IsNaN(value))
            return sign + "NaN" + (style == "percent" ? "%" : "");
        var magnitude = Math.Abs(style == "percent" ? value * 100 : value);
        var text = double.IsInfinity(magnitude) ? "∞" : Plain(magnitude, least, most, significant);
        var negative = value < 0 || (value == 0 && double.IsNegative(value));
        return (negative ? "-" : "") + sign + (grouped ? Group(text) : text) + (style == "percent" ? "%" : "");
    }

    /// <summary>The digits of a non-negative integer in groups of three; a fraction stays as it is.</summary>
    public static string Group(string text)
    {
        var whole = text.IndexOf('.') is var point && point < 0 ? text.Length : point;
        if (whole <= 3)
            return text;
        var result = new StringBuilder(text.Length + (whole / 3));
        for (var i = 0; i < whole; i++)
        {
            if (i > 0 && (whole - i) % 3 == 0)
                result.Append(',');
            result.Append(text[i]);
        }

        return result.Append(text, whole, text.Length - whole).ToString();
    }

    private static string Plain(double magnitude, int least, int most, int? significant)
    {
        if (significant is { } count && magnitude > 0)
        {
            var exponent = (int)Math.Floor(Math.Log10(magnitude));
            var rounded = NumberParser.Parse(NumberFormatter.ToPrecision(magnitude, count));
            (magnitude, least, most) = (rounded, 0, Math.Clamp(count - 1 - exponent, 0, 100));
        }

        // toFixed gives up at 1e21; such a number is an integer, whose digits are exact.
        var text = magnitude >= 1e21 ? new System.Numerics.BigInteger(magnitude).ToString(System.Globalization.CultureInfo.InvariantCulture) : NumberFormatter.ToFixed(magnitude, most);
        var point = text.IndexOf('.');
        if (point < 0)
            return text;
        var end = text.Length;
        while (end > point + 1 + least && text[end - 1] == '0')
            end--;
        return text[..(end == point + 1 ? point : end)];
    }

    private static (string Sign, int Digits) Currency(Vm vm, JsObject? options)
    {
        var code = Text(vm, options, "currency")?.ToUpperInvariant() ?? throw vm.TypeError("Currency code is required with currency style.");
        if (code.Length != 3)
            throw vm.RangeError($"Invalid currency code '{code}'.");
        foreach (var known in Currencies)
        {
            if (known.Code == code)
                return Text(vm, options, "currencyDisplay") == "code" ? (code + "\u00A0", known.Digits) : (known.Sign, known.Digits);
        }

        return (code + "\u00A0", 2);
    }

    private static string? Text(Vm vm, JsObject? options, string name) =>
        options is null || vm.Get(options, name) is var value && value.IsUndefined ? null : vm.ToText(value);

    private static int? Digits(Vm vm, JsObject? options, string name, int most)
    {
        if (options is null || vm.Get(options, name) is var value && value.IsUndefined)
            return null;
        var number = vm.ToNumber(value);
        return number >= 0 && number <= most + 80 ? (int)number : throw vm.RangeError($"{name} value is out of range.");
    }
}
