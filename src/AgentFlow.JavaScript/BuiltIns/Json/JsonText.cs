using System.Buffers;

namespace AgentFlow.JavaScript.BuiltIns.Json;

/// <summary>Strings as JSON writes them.</summary>
internal static class JsonText
{
    private static readonly SearchValues<char> Special =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (char)i), '"', '\\']);

    /// <summary>Appends a text in quotes; what cannot stand as it is, halves of pairs included, is escaped.</summary>
    public static void AppendQuoted(TextBuilder output, string text)
    {
        output.Append('"');
        if (text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            AppendSurrogates(output, text);
        else
            AppendEscaped(output, text);
        output.Append('"');
    }

    private static void AppendEscaped(TextBuilder output, ReadOnlySpan<char> text)
    {
        while (true)
        {
            var at = text.IndexOfAny(Special);
            if (at < 0)
            {
                output.Append(text);
                return;
            }

            output.Append(text[..at]);
            AppendEscape(output, text[at]);
            text = text[(at + 1)..];
        }
    }

    private static void AppendEscape(TextBuilder output, char c)
    {
        switch (c)
        {
            case '"':
                output.Append("\\\"");
                break;
            case '\\':
                output.Append("\\\\");
                break;
            case '\b':
                output.Append("\\b");
                break;
            case '\f':
                output.Append("\\f");
                break;
            case '\n':
                output.Append("\\n");
                break;
            case '\r':
                output.Append("\\r");
                break;
            case '\t':
                output.Append("\\t");
                break;
            default:
                AppendUnit(output, c);
                break;
        }
    }

    private static void AppendUnit(TextBuilder output, char c)
    {
        const string Hex = "0123456789abcdef";
        output.Append(['\\', 'u', Hex[c >> 12], Hex[(c >> 8) & 15], Hex[(c >> 4) & 15], Hex[c & 15]]);
    }

    private static void AppendSurrogates(TextBuilder output, string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
                continue;
            }

            AppendEscaped(output, text.AsSpan(start, at - start));
            AppendUnit(output, text[at]);
            start = at + 1;
        }

        AppendEscaped(output, text.AsSpan(start));
    }
}
