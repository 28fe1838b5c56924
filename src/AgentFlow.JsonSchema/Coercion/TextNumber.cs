using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentFlow.JsonSchema.Coercion;

/// <summary>Reads a number that was written as text, without a loss of digits.</summary>
internal static partial class TextNumber
{
    private const int Longest = 400;
    private const int LargestExponent = 300;

    /// <param name="text">The text.</param>
    /// <param name="mayBeDecimalComma">Whether <c>1,234</c> could also mean 1.234, so that it is refused.</param>
    /// <param name="json">The number as JSON.</param>
    public static bool TryRead(string text, bool mayBeDecimalComma, out string json)
    {
        json = "";
        if (text.Length > Longest || Form().Match(text.Trim()) is not { Success: true } match)
            return false;
        var (whole, fraction, exponent) = (match.Groups["whole"].Value, match.Groups["fraction"].Value, match.Groups["exponent"].Value);
        var groups = whole.Count(c => c == ',');
        if ((whole.Length == 0 && fraction.Length == 0) || (groups == 1 && fraction.Length == 0 && mayBeDecimalComma))
            return false;
        whole = whole.Replace(",", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).TrimStart('0');
        json = (match.Groups["sign"].Value == "-" ? "-" : "")
            + (whole.Length == 0 ? "0" : whole)
            + (fraction.Length == 0 ? "" : $".{fraction}")
            + (exponent.Length == 0 ? "" : $"e{exponent}");
        return true;
    }

    /// <summary>Writes a JSON number without fraction and exponent, if it is whole.</summary>
    public static bool TryWhole(string number, out string whole)
    {
        whole = "";
        var parts = number.Split('e', 'E');
        var exponent = 0;
        if (parts.Length == 2
            && (!int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                || exponent is < -LargestExponent or > LargestExponent))
            return false;
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? "" : parts[0][(point + 1)..];
        var digits = (point < 0 ? parts[0] : parts[0][..point]).TrimStart('-') + fraction;
        var shift = exponent - fraction.Length;
        var kept = Math.Max(0, digits.Length + Math.Min(0, shift));
        if (digits[kept..].Trim('0').Length > 0)
            return false;
        digits = string.Concat(digits.AsSpan(0, kept), new string('0', Math.Max(0, shift))).TrimStart('0');
        whole = digits.Length == 0 ? "0" : number[0] == '-' ? $"-{digits}" : digits;
        return true;
    }

    [GeneratedRegex(
        @"^(?<sign>[+-]?)(?<whole>[0-9]{1,3}(,[0-9]{3})+|[0-9]+(_[0-9]+)*|)(\.(?<fraction>[0-9]*))?([eE](?<exponent>[+-]?[0-9]{1,4}))?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
