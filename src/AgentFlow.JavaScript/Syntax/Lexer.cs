namespace AgentFlow.JavaScript.Syntax;

/// <summary>
/// Cuts a source text into tokens, on demand. It knows no context: where a <c>/</c> starts a regular expression or a <c>}</c> continues a
/// template, the parser, which knows, asks for the token to be read again.
/// </summary>
internal sealed partial class Lexer(SourceText source, int start, int end)
{
    private readonly SourceText _source = source;
    private readonly string _text = source.Text;
    private readonly int _end = end;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _position = start;

    /// <summary>Where the next token is looked for. Setting it back reads tokens again.</summary>
    public int Position
    {
        get => _position;
        set => _position = value;
    }

    /// <summary>Reads the next token.</summary>
    public Token Next()
    {
        var token = default(Token);
        token.NewlineBefore = SkipTrivia();
        token.Start = _position;
        if (_position >= _end)
        {
            token.Kind = TokenKind.EndOfSource;
        }
        else
        {
            var c = _text[_position];
            if (c < 0x80 ? Characters.IsIdentifierStart(c) : !IsPunctuation(c))
                ReadName(ref token);
            else if ((uint)(c - '0') < 10 || (c == '.' && (uint)(Peek(1) - '0') < 10))
                ReadNumber(ref token);
            else if (c is '"' or '\'')
                ReadString(ref token, c);
            else if (c == '`')
                ReadTemplate(ref token);
            else if (c == '#')
                ReadPrivateName(ref token);
            else if (c == '\\')
                ReadName(ref token);
            else
                token.Kind = ReadPunctuator(c);
        }

        token.End = _position;
        return token;
    }

    /// <summary>Reads the <c>}</c> that the parser is at as the continuation of a template.</summary>
    public Token ContinueTemplate(in Token brace)
    {
        var token = brace;
        _position = brace.Start;
        ReadTemplate(ref token);
        token.End = _position;
        return token;
    }

    /// <summary>Reads the <c>/</c> or <c>/=</c> that the parser is at as a regular expression.</summary>
    public Token ReadRegExp(in Token slash)
    {
        var token = slash;
        _position = slash.Start + 1;
        var inClass = false;
        for (; ; _position++)
        {
            var c = Peek(0);
            if (c < 0 || Characters.IsLineTerminator(c))
                throw Error("The regular expression has no closing '/' on its line. Escape a '/' within it as '\\/'.", slash.Start, _position);
            if (c == '/' && !inClass)
                break;
            if (c == '\\' && !Characters.IsLineTerminator(Peek(1)))
                _position++;
            else if (c is '[' or ']')
                inClass = c == '[';
        }

        token.Kind = TokenKind.RegExp;
        token.Text = _text[(slash.Start + 1).._position];
        var flags = ++_position;
        while (Characters.IsIdentifierPart(Peek(0)))
            _position++;
        if (Peek(0) == '\\')
            throw Error("The flags of a regular expression cannot hold escapes.", _position, _position + 1);
        token.Raw = _text[flags.._position];
        token.End = _position;
        return token;
    }

    /// <summary>Skips a first line that starts with <c>#!</c>.</summary>
    public void SkipHashbang()
    {
        if (Peek(0) == '#' && Peek(1) == '!')
            SkipLine();
    }

    private int Peek(int ahead)
    {
        var at = _position + ahead;
        return at < _end ? _text[at] : -1;
    }

    private int PeekCodePoint()
    {
        var c = Peek(0);
        if (c >= 0 && char.IsHighSurrogate((char)c) && Peek(1) is var low and >= 0 && char.IsLowSurrogate((char)low))
            return char.ConvertToUtf32((char)c, (char)low);
        return c;
    }

    // Whether a character above ASCII cannot start a name; what can is looked at with care by ReadName.
    private static bool IsPunctuation(char c) => c < 0x80;

    private bool SkipTrivia()
    {
        var newline = false;
        while (_position < _end)
        {
            var c = _text[_position];
            if (c == ' ' || Characters.IsWhiteSpace(c))
            {
                _position++;
            }
            else if (Characters.IsLineTerminator(c))
            {
                newline = true;
                _position++;
            }
            else if (c == '/' && Peek(1) == '/')
            {
                SkipLine();
            }
            else if (c == '/' && Peek(1) == '*')
            {
                newline |= SkipComment();
            }
            else
            {
                break;
            }
        }

        return newline;
    }

    private void SkipLine()
    {
        var rest = _text.AsSpan(_position, _end - _position);
        var length = rest.IndexOfAny("\n\r\u2028\u2029");
        _position = length < 0 ? _end : _position + length;
    }

    private bool SkipComment()
    {
        var start = _position;
        var rest = _text.AsSpan(_position + 2, _end - _position - 2);
        var length = rest.IndexOf("*/", StringComparison.Ordinal);
        if (length < 0)
            throw Error("The comment that starts here has no closing '*/'.", start, start + 2);
        _position += length + 4;
        return rest[..length].IndexOfAny("\n\r\u2028\u2029") >= 0;
    }

    private SourceErrorException Error(string message, int start, int end) => new(message, _source, start, end);
}
