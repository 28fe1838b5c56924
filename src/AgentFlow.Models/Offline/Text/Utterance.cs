using AgentFlow.Models.Offline.Mentions;

namespace AgentFlow.Models.Offline.Text;

/// <summary>One user text with its tokens and the typed spans found in it.</summary>
internal sealed class Utterance
{
    private Utterance(string text, List<Token> tokens, List<Mention> mentions)
    {
        Text = text;
        Tokens = tokens;
        Mentions = mentions;
    }

    public string Text { get; }

    public IReadOnlyList<Token> Tokens { get; }

    /// <summary>The typed spans in the order of the text; no two overlap.</summary>
    public IReadOnlyList<Mention> Mentions { get; }

    public static Utterance Read(string text, DateTimeOffset now)
    {
        text = WellFormed.From(text);
        var tokens = Tokenizer.Read(text);
        return new Utterance(text, tokens, MentionReader.Read(text, tokens, now));
    }

    /// <summary>The text from token <paramref name="first"/> to token <paramref name="last"/>, as it was written.</summary>
    public string Slice(int first, int last) => first > last || first >= Tokens.Count ? "" : Text[Tokens[first].Start..Tokens[last].End];

    /// <summary>The mention that covers token <paramref name="index"/>, if one does.</summary>
    public Mention? MentionAt(int index)
    {
        foreach (var mention in Mentions)
            if (mention.First <= index && index <= mention.End)
                return mention;
        return null;
    }
}
