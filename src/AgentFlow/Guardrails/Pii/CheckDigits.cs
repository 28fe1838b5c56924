namespace AgentFlow.Guardrails.Pii;

/// <summary>The check digits of numbers, each as its issuer defines them.</summary>
internal static class CheckDigits
{
    private const string DniLetters = "TRWAGMYFPDXBNJZSQVHLCKE";

    /// <summary>ISO/IEC 7812-1, annex B: every second digit from the right counts double.</summary>
    public static bool Luhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 1)
                digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0;
    }

    /// <summary>ISO 7064 mod 97-10 of an account number whose first four characters go to its end.</summary>
    public static bool Iban(string iban)
    {
        var rest = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var c = iban[(i + 4) % iban.Length];
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + (c - '0')) % 97 : ((rest * 100) + (char.ToUpperInvariant(c) - 'A' + 10)) % 97;
        }
        return rest == 1;
    }

    /// <summary>The German tax id: ISO 7064 mod 11,10, and of the first ten digits one occurs twice or thrice and the others at most once.</summary>
    public static bool GermanTaxId(string digits)
    {
        if (digits[0] == '0' || digits[..10].CountBy(d => d).Count(d => d.Value > 1) != 1 || digits[..10].CountBy(d => d).Max(d => d.Value) > 3)
            return false;
        var product = 10;
        for (var i = 0; i < 10; i++)
        {
            var sum = (digits[i] - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == digits[10] - '0';
    }

    /// <summary>The Polish PESEL: a date of birth with the century in the month, and weights 1, 3, 7, 9.</summary>
    public static bool Pesel(string digits)
    {
        var month = (((digits[2] - '0') * 10) + (digits[3] - '0')) % 20;
        var day = ((digits[4] - '0') * 10) + (digits[5] - '0');
        return month is >= 1 and <= 12 && day is >= 1 and <= 31 && Weighted(digits[..10], [1, 3, 7, 9]) % 10 is var sum && (10 - sum) % 10 == digits[10] - '0';
    }

    /// <summary>The Swiss AHV number: 756, and the check digit of EAN-13.</summary>
    public static bool Ahv(string digits) => digits.StartsWith("756", StringComparison.Ordinal) && (10 - (Weighted(digits[..12], [1, 3]) % 10)) % 10 == digits[12] - '0';

    /// <summary>The French NIR: sex, year, month, and 97 less the rest of the number. The departments of Corsica (2A, 2B) are not looked for.</summary>
    public static bool Nir(string digits) => digits[0] is '1' or '2' && digits[3..5].CompareTo("12") <= 0 && digits[3..5] != "00"
        && 97 - (long.Parse(digits[..13], System.Globalization.CultureInfo.InvariantCulture) % 97) == long.Parse(digits[13..], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The Spanish DNI (8 digits and a letter) and NIE (X, Y or Z, 7 digits and a letter).</summary>
    public static bool Dni(string id)
    {
        var number = (id[0] is 'X' or 'Y' or 'Z' ? (char)('0' + (id[0] - 'X')) : id[0]) + id[1..8];
        return DniLetters[int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) % 23] == id[8];
    }

    /// <summary>The Italian codice fiscale: characters at odd and even places count differently, mod 26.</summary>
    public static bool CodiceFiscale(string code)
    {
        ReadOnlySpan<int> odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            var value = char.IsAsciiDigit(code[i]) ? code[i] - '0' : code[i] - 'A';
            sum += i % 2 == 0 ? odd[value] : value;
        }
        return code[15] - 'A' == sum % 26;
    }

    private static int Weighted(string digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
            sum += (digits[i] - '0') * weights[i % weights.Length];
        return sum;
    }
}
