using System.Numerics;

namespace AgentFlow.JavaScript.Syntax;

/// <summary>A token and what the lexer learned of it.</summary>
internal struct Token
{
    public TokenKind Kind;

    public int Start;

    public int End;

    /// <summary>Whether a line ends between the token before and this one, which semicolon insertion asks.</summary>
    public bool NewlineBefore;

    /// <summary>Whether a name was written with an escape: then it is never a keyword, and a reserved word is an error.</summary>
    public bool Escaped;

    /// <summary>A template that closes with <c>`</c> and not with <c>${</c>.</summary>
    public bool TemplateEnds;

    /// <summary>A name, a private name without <c>#</c>, a keyword, a string's value, a template's cooked text (null if it has none), or a regular expression's pattern.</summary>
    public string? Text;

    /// <summary>A template's raw text or a regular expression's flags.</summary>
    public string? Raw;

    public double Number;

    public BigInteger BigInt;

    public readonly bool IsKeyword => Kind is >= TokenKind.FirstKeyword and <= TokenKind.LastKeyword;

    public readonly bool IsAssignment => Kind is >= TokenKind.FirstAssign and <= TokenKind.LastAssign;

    /// <summary>Whether the token reads as a name where any word may stand, such as after a dot.</summary>
    public readonly bool IsWord => Kind is TokenKind.Name or TokenKind.EscapedKeyword || IsKeyword;
}
