namespace AgentFlow.Prompts.Formats;

/// <summary>Reads <c>{name}</c> and <c>{name:format}</c>; doubled braces are literal ones.</summary>
internal sealed class FStringFormat : ITemplateFormat
{
    private const int QuotedLength = 30;

    public TemplateBody Parse(string text)
    {
        var builder = new FStringBuilder();
        var at = 0;
        while (at < text.Length)
        {
            var brace = text.AsSpan(at).IndexOfAny('{', '}');
            if (brace < 0)
                break;
            builder.AddText(text.AsSpan(at, brace));
            at += brace;
            if (at + 1 < text.Length && text[at + 1] == text[at])
            {
                builder.AddText(text.AsSpan(at, 1));
                at += 2;
            }
            else if (text[at] == '{')
            {
                at = ReadVariable(text, at, builder);
            }
            else
            {
                throw new PromptSyntaxException("a '}' has no '{' before it. Double a brace that is meant as such: '}}'.", text, at);
            }
        }
        builder.AddText(text.AsSpan(at));
        return builder.Build();
    }

    /// <summary>Reads from the opening brace to behind the closing one.</summary>
    private static int ReadVariable(string text, int open, FStringBuilder builder)
    {
        var length = text.AsSpan(open + 1).IndexOfAny('{', '}');
        if (length < 0 || text[open + 1 + length] == '{')
            throw new PromptSyntaxException("a '{' has no '}' behind it. Double a brace that is meant as such: '{{'.", text, open);
        var inside = text.AsSpan(open + 1, length);
        var colon = inside.IndexOf(':');
        var name = colon < 0 ? inside : inside[..colon];
        if (!IsName(name))
            throw new PromptSyntaxException($"'{Quote(inside)}' is not a variable: a name is letters, digits, '_' and '-', and begins with a letter or '_'. Double braces that are meant as such: '{{{{' and '}}}}'.", text, open + 1);
        if (colon == inside.Length - 1)
            throw new PromptSyntaxException($"'{inside}' ends where a format was to follow. Write '{{{name}}}', or a format behind the colon.", text, open + 1 + colon);
        builder.AddVariable(name.ToString(), colon < 0 ? null : inside[(colon + 1)..].ToString());
        return open + length + 2;
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || !(char.IsLetter(name[0]) || name[0] == '_'))
            return false;
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-'))
                return false;
        }
        return true;
    }

    private static string Quote(ReadOnlySpan<char> text) => text.Length <= QuotedLength ? text.ToString() : string.Concat(text[..QuotedLength], "...");
}
