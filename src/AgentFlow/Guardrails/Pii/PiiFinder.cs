using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace AgentFlow.Guardrails.Pii;

/// <summary>
/// Finds personal data: candidates in time that grows with the text's length and no faster, and then what can be verified of them. Where two overlap, the kind that is
/// verified more strictly wins.
/// </summary>
internal sealed class PiiFinder(PiiKinds kinds, IReadOnlyList<(string Name, Regex Pattern)> patterns)
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private static readonly Regex Email = new(@"[\p{L}\p{N}._%+\-]{1,64}@[\p{L}\p{N}\-]{1,63}(\.[\p{L}\p{N}\-]{1,63}){1,8}", Linear);
    private static readonly Regex IbanStart = new(@"\b[A-Za-z]{2}[0-9]{2}", Linear);
    private static readonly Regex LetteredId = new(@"\b([0-9]{8}-?[A-Z]|[XYZ]-?[0-9]{7}-?[A-Z]|[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-EHLMPR-T][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]|[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]|[0-9]{3}-[0-9]{2}-[0-9]{4})\b", Linear);
    private static readonly Regex IPv4 = new(@"\b[0-9]{1,3}(\.[0-9]{1,3}){3}\b", Linear);
    private static readonly Regex IPv6 = new(@"[0-9A-Fa-f:]{2,39}(\.[0-9]{1,3}){0,3}", Linear);

    public IReadOnlyList<PiiSpan> Find(string text)
    {
        var found = new List<PiiSpan>();
        var taken = new bool[text.Length];
        Add(PiiKinds.Email, Emails);
        Add(PiiKinds.Iban, Ibans);
        Add(PiiKinds.Card, Cards);
        Add(PiiKinds.NationalId, NationalIds);
        Add(PiiKinds.IpAddress, IpAddresses);
        Add(PiiKinds.Phone, Phones);
        foreach (var (name, pattern) in patterns)
            Take(pattern.EnumerateMatchesOf(text).Select(m => new PiiSpan(m.Start, m.End, name)));
        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return found;

        void Add(PiiKinds kind, Func<string, IEnumerable<PiiSpan>> find)
        {
            if (kinds.HasFlag(kind))
                Take(find(text));
        }

        void Take(IEnumerable<PiiSpan> spans)
        {
            foreach (var span in spans)
            {
                if (span.End <= span.Start || Array.IndexOf(taken, true, span.Start, span.End - span.Start) >= 0)
                    continue;
                Array.Fill(taken, true, span.Start, span.End - span.Start);
                found.Add(span);
            }
        }
    }

    private static IEnumerable<PiiSpan> Emails(string text) => Email.EnumerateMatchesOf(text)
        .Select(m => (m.Start, End: m.Start + text[m.Start..m.End].TrimEnd('-', '.').Length))
        .Where(m => text[m.Start..m.End].LastIndexOf('.') > text[m.Start..m.End].IndexOf('@'))
        .Select(m => new PiiSpan(m.Start, m.End, "EMAIL"));

    /// <summary>From country and check digits on, as many characters as the country's numbers have, with single spaces or hyphens between them.</summary>
    private static IEnumerable<PiiSpan> Ibans(string text)
    {
        foreach (var (start, _) in IbanStart.EnumerateMatchesOf(text))
        {
            var length = IbanLengths.Of(text.Substring(start, 2).ToUpperInvariant());
            var iban = new StringBuilder(34);
            var end = start;
            for (var i = start; i < text.Length && iban.Length < length; i++)
            {
                if (char.IsAsciiLetterOrDigit(text[i]))
                    iban.Append(text[end = i]);
                else if (text[i] is not (' ' or '-') || !char.IsAsciiLetterOrDigit(text[i - 1]))
                    break;
            }
            if (length > 0 && iban.Length == length && (end + 1 == text.Length || !char.IsLetterOrDigit(text[end + 1])) && CheckDigits.Iban(iban.ToString()))
                yield return new PiiSpan(start, end + 1, "IBAN");
        }
    }

    private static IEnumerable<PiiSpan> Cards(string text) => DigitWindow.In(text, " -", 13, 19)
        .Where(w => IsCardRange(w.Digits) && CheckDigits.Luhn(w.Digits))
        .Select(w => new PiiSpan(w.Start, w.End, "CARD"));

    /// <summary>Visa, Mastercard, American Express, Discover, Diners and JCB, with the lengths of each.</summary>
    private static bool IsCardRange(string digits)
    {
        var first4 = int.Parse(digits.AsSpan(0, 4), provider: System.Globalization.CultureInfo.InvariantCulture);
        return digits.Length switch
        {
            13 or 19 => digits[0] == '4',
            14 => first4 / 100 is 36 or 38 or 39 || first4 / 10 is >= 300 and <= 305,
            15 => first4 / 100 is 34 or 37,
            16 => digits[0] == '4' || first4 / 100 is >= 51 and <= 55 || first4 is >= 2221 and <= 2720 || first4 == 6011 || first4 / 10 is >= 644 and <= 659 || first4 is >= 3528 and <= 3589,
            _ => false,
        };
    }

    private static IEnumerable<PiiSpan> NationalIds(string text)
    {
        foreach (var (start, end) in LetteredId.EnumerateMatchesOf(text))
        {
            if (IsLetteredId(text[start..end]))
                yield return new PiiSpan(start, end, "ID");
        }
        foreach (var w in DigitWindow.In(text, " .-", 11, 15))
        {
            var isId = w.Digits.Length switch
            {
                11 => CheckDigits.Pesel(w.Digits) || CheckDigits.GermanTaxId(w.Digits),
                13 => CheckDigits.Ahv(w.Digits),
                15 => CheckDigits.Nir(w.Digits),
                _ => false,
            };
            if (isId)
                yield return new PiiSpan(w.Start, w.End, "ID");
        }
    }

    private static bool IsLetteredId(string id)
    {
        var plain = id.Replace("-", string.Empty, StringComparison.Ordinal).Replace(" ", string.Empty, StringComparison.Ordinal);
        if (plain.Length == 16)
            return CheckDigits.CodiceFiscale(plain);
        if (plain.All(char.IsAsciiDigit))
            return plain[..3] is not ("000" or "666") && plain[0] != '9' && plain[3..5] != "00" && plain[5..] != "0000"; // US: the ranges that are never given out.
        if (char.IsAsciiLetter(plain[1]))
            return plain[..2] is not ("BG" or "GB" or "KN" or "NK" or "NT" or "TN" or "ZZ"); // UK: the same.
        return CheckDigits.Dni(plain);
    }

    private static IEnumerable<PiiSpan> IpAddresses(string text)
    {
        foreach (var (start, end) in IPv4.EnumerateMatchesOf(text))
        {
            // IPAddress reads leading zeros as octal and fewer than four parts as well; people do not.
            var isAddress = text[start..end].Split('.').All(p => int.Parse(p, System.Globalization.CultureInfo.InvariantCulture) <= 255 && (p.Length == 1 || p[0] != '0'));
            if (isAddress && (end == text.Length || text[end] != '.' || end + 1 == text.Length || !char.IsAsciiDigit(text[end + 1])))
                yield return new PiiSpan(start, end, "IP");
        }
        foreach (var (start, end) in IPv6.EnumerateMatchesOf(text))
        {
            var standsAlone = (start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            var address = text[start..end];
            // A trailing colon is punctuation unless it is one of two.
            if (address.EndsWith(':') && !address.EndsWith("::", StringComparison.Ordinal))
                address = address[..^1];
            if (standsAlone && address.Count(c => c == ':') >= 2 && address.Any(char.IsAsciiHexDigit) && IPAddress.TryParse(address, out _))
                yield return new PiiSpan(start, start + address.Length, "IP");
        }
    }

    private static IEnumerable<PiiSpan> Phones(string text)
    {
        foreach (var w in DigitWindow.In(text, " -./()", 8, 15))
        {
            var start = w.Start > 0 && text[w.Start - 1] == '(' ? w.Start - 1 : w.Start;
            var hasPlus = start > 0 && text[start - 1] == '+';
            // What follows other digits is the end of a longer number, which a phone number does not begin in the middle of.
            var isInside = start > 1 && !hasPlus && " -./".Contains(text[start - 1]) && char.IsAsciiDigit(text[start - 2]);
            if (isInside || !IsPhone(w, hasPlus))
                continue;
            yield return new PiiSpan(hasPlus ? start - 1 : start, w.End, "PHONE");
        }
    }

    private static bool IsPhone(DigitWindow window, bool hasPlus)
    {
        if (hasPlus)
            return window.Digits[0] != '0';
        if (window.Groups.Count > 1 && IsDate(window))
            return false;
        if (window.Digits[0] == '0')
            return window.Digits.Length >= 9 && (window.Groups.Count > 1 || window.Digits.Length <= 13);
        return window.Groups is [3, 3, 4] or [1, 3, 3, 4];
    }

    private static bool IsDate(DigitWindow window) => window.Groups is [4, 2, 2] or [2, 2, 4] or [4, 2, 2, 2] or [2, 2, 4, 2] or [2, 2, 4, 2, 2] or [4, 2, 2, 2, 2];
}
