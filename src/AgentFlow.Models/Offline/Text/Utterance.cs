using AgentFlow.Models.Offline.Mentions;

namespace AgentFlow.Models.Offline.Text;

/// <summary>One user text with its tokens and the typed spans found in it.</summary>
internal sealed class Utterance
{
    private readonly Mention?[] _mentionAt;

    private Utterance(string text, List<Token> tokens, List<Mention> mentions)
    {
        Text = text;
        Tokens = tokens;
        Mentions = mentions;
        _mentionAt = new Mention?[tokens.Count];
        foreach (var mention in mentions)
            Array.Fill(_mentionAt, mention, mention.First, mention.End - mention.First + 1);
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
    public Mention? MentionAt(int index) => index >= 0 && index < _mentionAt.Length ? _mentionAt[index] : null;
}
