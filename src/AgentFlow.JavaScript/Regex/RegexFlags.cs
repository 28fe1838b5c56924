namespace AgentFlow.JavaScript.Regex;

/// <summary>The flags of a regular expression.</summary>
[Flags]
internal enum RegexFlags
{
    None = 0,

    /// <summary><c>d</c></summary>
    HasIndices = 1,

    /// <summary><c>g</c></summary>
    Global = 2,

    /// <summary><c>i</c></summary>
    IgnoreCase = 4,

    /// <summary><c>m</c></summary>
    Multiline = 8,

    /// <summary><c>s</c></summary>
    DotAll = 16,

    /// <summary><c>u</c></summary>
    Unicode = 32,

    /// <summary><c>y</c></summary>
    Sticky = 64,
}

/// <summary>Reads flags.</summary>
internal static class RegexFlagsText
{
    private const string Letters = "dgimsuy";

    /// <summary>Reads the letters of flags.</summary>
    /// <exception cref="RegexSyntaxException">A letter is no flag or stands twice.</exception>
    public static RegexFlags Parse(string text)
    {
        var flags = RegexFlags.None;
        foreach (var c in text)
        {
            var index = Letters.IndexOf(c, StringComparison.Ordinal);
            if (index < 0)
            {
                throw new RegexSyntaxException(c == 'v'
                    ? "The flag 'v' is not available. Use 'u', and write sets as plain classes."
                    : $"'{c}' is no flag of a regular expression. The flags are d, g, i, m, s, u and y.", 0);
            }

            var flag = (RegexFlags)(1 << index);
            if ((flags & flag) != 0)
                throw new RegexSyntaxException($"The flag '{c}' stands twice.", 0);
            flags |= flag;
        }

        return flags;
    }
}
