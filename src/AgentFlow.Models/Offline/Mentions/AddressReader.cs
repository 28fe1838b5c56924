using System.Text.RegularExpressions;

namespace AgentFlow.Models.Offline.Mentions;

/// <summary>URLs, e-mail addresses and file paths.</summary>
internal static partial class AddressReader
{
    public static Mention? Read(in MentionContext context, int at)
    {
        var start = context.Tokens[at].Start;
        if (start > 0 && (char.IsLetterOrDigit(context.Text[start - 1]) || context.Text[start - 1] is '/' or '@'))
            return null;
        return Match(in context, at, Url(), MentionKind.Url)
            ?? Match(in context, at, Email(), MentionKind.Email)
            ?? Match(in context, at, File(), MentionKind.Path);
    }

    private static Mention? Match(in MentionContext context, int at, Regex pattern, MentionKind kind)
    {
        var start = context.Tokens[at].Start;
        var end = start;
        while (end < context.Text.Length && !char.IsWhiteSpace(context.Text[end])
            && context.Text[end] is not ('"' or '\'' or '`' or '<' or '>' or ',' or ';'))
            end++;
        while (end > start && context.Text[end - 1] is '.' or '?' or '!' or ')' or ':')
            end--;
        var word = context.Text[start..end];
        if (word.Length > 2048 || !pattern.IsMatch(word))
            return null;
        var last = context.TokenEndingBy(end, at);
        return context.Tokens[last].End == end ? new Mention(kind, at, last, word) : null;
    }

    [GeneratedRegex(@"^(https?|ftp|wss?)://\S+$|^www\.[\w-]+\.\S+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Url();

    [GeneratedRegex(@"^[\w.+-]+@[\w-]+(\.[\w-]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    [GeneratedRegex(@"^(~?(/[\w.@-]+)+/?|[A-Za-z]:\\\S+|(\.{1,2}/)?([\w-]+/)*[\w-]+\.(csv|txt|json|xml|html?|pdf|docx?|xlsx?|png|jpe?g|gif|svg|mp[34]|wav|zip|tar|gz|py|js|ts|cs|java|md|ya?ml|log|db|sql|ini|cfg|parquet))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex File();
}
