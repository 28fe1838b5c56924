namespace AgentFlow.Models.Offline.Text;

/// <summary>A word, a number or a sign, with its place in the text it was read from.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, string Stem, int Start, int End, bool Glued)
{
    public bool IsWord => Kind == TokenKind.Word;

    public bool IsNumber => Kind == TokenKind.Number;

    /// <summary>Whether the word begins with a capital letter.</summary>
    public bool IsCapitalised => Kind == TokenKind.Word && char.IsUpper(Text[0]);

    /// <summary>Whether the token reads like <paramref name="text"/>, in whatever case.</summary>
    public bool Is(string text) => string.Equals(Text, text, StringComparison.OrdinalIgnoreCase);
}
