namespace AgentFlow.Guardrails.Pii;

/// <summary>Kinds of personal data that can be told from other text.</summary>
[Flags]
public enum PiiKinds
{
    /// <summary>None; only patterns of one's own.</summary>
    None = 0,

    /// <summary>E-mail addresses.</summary>
    Email = 1,

    /// <summary>Account numbers whose country, length and check digits (ISO 13616, mod 97) are right.</summary>
    Iban = 2,

    /// <summary>Payment card numbers of the large networks whose check digit (Luhn) is right.</summary>
    Card = 4,

    /// <summary>
    /// National numbers: US social security, UK national insurance, German tax id, Spanish DNI and NIE, French NIR, Italian codice fiscale, Polish PESEL, Swiss AHV. All but
    /// the first two by their check digits, those by their form.
    /// </summary>
    NationalId = 8,

    /// <summary>IPv4 and IPv6 addresses. A version number of four parts looks like one.</summary>
    IpAddress = 16,

    /// <summary>Telephone numbers: with <c>+</c> or <c>00</c>, with a leading 0 and separators, or in the form 555-123-4567.</summary>
    Phone = 32,

    /// <summary>All of them.</summary>
    All = Email | Iban | Card | NationalId | IpAddress | Phone,
}
