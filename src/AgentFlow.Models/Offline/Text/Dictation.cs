namespace AgentFlow.Models.Offline.Text;

/// <summary>Text that is handed over behind a colon, "add a note: <i>buy milk and call Bob</i>": whatever it says, it asks for nothing.</summary>
internal static class Dictation
{
    private const int LongestCommand = 8;

    /// <summary>The colon that a command of writing down ends with; -1 when the text from <paramref name="first"/> on has none.</summary>
    public static int Colon(Utterance utterance, int first)
    {
        var isCommand = false;
        for (var i = first; i < utterance.Tokens.Count && i <= first + LongestCommand; i++)
        {
            var token = utterance.Tokens[i];
            if (token.Is(":"))
                return isCommand && utterance.MentionAt(i) is null && i + 1 < utterance.Tokens.Count ? i : -1;
            if (token.Text is "." or "?" or "!" or ";")
                return -1;
            isCommand |= token.IsWord && Verbs.IsWritingDown(token.Stem);
        }
        return -1;
    }
}
