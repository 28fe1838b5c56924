using AgentFlow.Models.Offline.Text;

namespace AgentFlow.Models.Offline.Mentions;

/// <summary>Runs of capitalised words: "San Francisco", "University of Oxford", "Washington D.C.". The first word of a sentence counts only in company.</summary>
internal static class NameReader
{
    private static readonly string[] Joiners = ["of", "the", "de", "la", "von", "van", "der", "&", "du"];

    public static Mention? Read(in MentionContext context, int at)
    {
        if (!IsNamePart(in context, at) || (BeginsSentence(in context, at) && !IsNameAtStart(in context, at)))
            return null;
        var last = at;
        for (var i = at + 1; i < context.Tokens.Count; i++)
        {
            if (IsNamePart(in context, i))
                last = i;
            else if (IsAbbreviationDot(in context, i)
                || (context.Is(i, "-") && context.Tokens[i].Glued && IsNamePart(in context, i + 1) && context.Tokens[i + 1].Glued))
                last = context.Is(i, ".") ? i : last;
            else if (i == last + 1 && IsTrailingNumber(in context, i))
                last = i;
            else if (!(context.Is(i, Joiners) && i == last + 1
                && (IsNamePart(in context, i + 1) || (context.Is(i + 1, "the") && IsNamePart(in context, i + 2))))
                && !(context.Is(i, "the") && i == last + 2 && IsNamePart(in context, i + 1)))
                break;
        }
        return last == at && CodeReader.IsCode(context.Tokens[at].Text) ? null
            : new Mention(MentionKind.Name, at, last, context.Slice(at, last));
    }

    private static bool IsNamePart(in MentionContext context, int i) =>
        i < context.Tokens.Count && context.Taken[i] is null && context.Tokens[i].IsCapitalised
        && !(context.Tokens[i].Text is "I" or "A" && !(context.Tokens[i].Glued && context.Is(i - 1, ".")))
            && !(context.Tokens[i].Text is "The" or "I'm" or "I'd" or "I've" or "I'll" or "Id" or "ID" or "No");

    /// <summary>"Windows 10", "Maroon 5": a small number right behind a name, with nothing behind it that it could count.</summary>
    public static bool IsTrailingNumber(in MentionContext context, int i)
    {
        if (i == 0 || i >= context.Tokens.Count || context.Taken[i] is not null || !context.Tokens[i].IsNumber
            || context.Tokens[i].Text.Length > 2 || !IsNamePart(in context, i - 1)
            || BeginsSentence(in context, i - 1) || context.Tokens[i - 1].Text.Length < 3)
            return false;
        return i + 1 >= context.Tokens.Count || context.Tokens[i + 1].Text is "," or "?" or "!" or ";" or "'s"
            || (context.Tokens[i + 1].Is(".") && !(i + 2 < context.Tokens.Count && context.Tokens[i + 2].Glued))
            || Lexicon.Conjunctions.Contains(context.Tokens[i + 1].Text) || Lexicon.Prepositions.Contains(context.Tokens[i + 1].Text);
    }

    private static bool IsAbbreviationDot(in MentionContext context, int i) =>
        context.Is(i, ".") && context.Tokens[i].Glued
            && context.Tokens[i - 1].Text is { Length: 1 } or "Dr" or "Mr" or "Mrs" or "Ms" or "St" or "Jr"
        && char.IsUpper(context.Tokens[i - 1].Text[0]);

    private static bool BeginsSentence(in MentionContext context, int at) =>
        at == 0 || context.Tokens[at - 1].Text is "." or "?" or "!" or ":" or "\"" or "“" or "'" or "‘";

    private static bool IsNameAtStart(in MentionContext context, int at)
    {
        var token = context.Tokens[at];
        if (Lexicon.StopWords.Contains(token.Text) || Lexicon.QuestionWords.Contains(token.Text)
            || Lexicon.RequestVerbs.Contains(token.Stem))
            return false;
        return token.Text.Skip(1).Any(char.IsUpper)
            || (at + 1 < context.Tokens.Count && (context.Tokens[at + 1].IsCapitalised || context.Tokens[at + 1].Is("'s")));
    }
}
