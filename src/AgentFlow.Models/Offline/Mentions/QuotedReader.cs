namespace AgentFlow.Models.Offline.Mentions;

/// <summary>Text between quotation marks. An apostrophe inside a word opens nothing.</summary>
internal static class QuotedReader
{
    public static Mention? Read(in MentionContext context, int at)
    {
        var start = context.Tokens[at].Start;
        var close = context.Text[start] switch { '"' => '"', '\'' => '\'', '`' => '`', '“' => '”', '‘' => '’', '«' => '»', _ => '\0' };
        if (close == '\0' || (start > 0 && char.IsLetterOrDigit(context.Text[start - 1])))
            return null;
        for (var i = start + 1; i < context.Text.Length; i++)
        {
            var afterIsWord = i + 1 < context.Text.Length && char.IsLetterOrDigit(context.Text[i + 1]);
            if (context.Text[i] != close || (close is '\'' or '’' && afterIsWord))
                continue;
            var inner = context.Text[(start + 1)..i];
            var last = context.TokenEndingBy(i + 1, at);
            // A whole question in quotation marks is not an argument.
            var isQuestion = start == 0 && i + 1 >= context.Text.Length - 1;
            return inner.Trim().Length == 0 || isQuestion || context.Tokens[last].End != i + 1
                ? null
                : new Mention(MentionKind.Quoted, at, last, inner.Trim().TrimEnd(','));
        }
        return null;
    }
}
