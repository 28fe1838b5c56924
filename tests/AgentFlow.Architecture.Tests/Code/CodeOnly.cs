namespace AgentFlow.Architecture.Tests.Code;

/// <summary>
/// C# with its comments, preprocessor lines, characters and strings blanked out, every line and column where it was. Code in the
/// holes of interpolated strings stays.
/// </summary>
internal sealed class CodeOnly
{
    private readonly string _source;
    private readonly char[] _code;
    private int _at;

    private CodeOnly(string source)
    {
        _source = source;
        _code = source.ToCharArray();
    }

    public static string Of(string source)
    {
        var reader = new CodeOnly(source);
        reader.ReadCode(isHole: false);
        return new string(reader._code);
    }

    private char Current => Peek(0);

    private char Peek(int offset) => _at + offset < _source.Length ? _source[_at + offset] : '\0';

    /// <summary>Reads to the end, or in a hole up to the brace or the format that ends its code.</summary>
    private void ReadCode(bool isHole)
    {
        var depth = 0;
        while (_at < _source.Length)
        {
            var c = Current;
            if (isHole && depth == 0 && (c == '}' || (c == ':' && Peek(1) != ':' && Peek(-1) != ':')))
                return;
            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            if (!TryReadOther(c))
                _at++;
        }
    }

    private bool TryReadOther(char c)
    {
        if (c == '/' && Peek(1) == '/')
            BlankWhile(() => Current != '\n');
        else if (c == '/' && Peek(1) == '*')
            BlankComment();
        else if (c == '#' && IsFirstOnLine())
            BlankWhile(() => Current != '\n');
        else if (c == '\'')
            BlankQuoted('\'');
        else if (c is '"' or '$' or '@')
            return TryReadString();
        else
            return false;
        return true;
    }

    private bool TryReadString()
    {
        var prefix = 0;
        while (Peek(prefix) is '$' or '@')
            prefix++;
        if (Peek(prefix) != '"')
            return false;
        var dollars = _source.AsSpan(_at, prefix).Count('$');
        var isVerbatim = _source.AsSpan(_at, prefix).Contains('@');
        Blank(prefix);
        var quotes = 0;
        while (Peek(quotes) == '"')
            quotes++;
        if (!isVerbatim && quotes >= 3)
            ReadRaw(quotes, dollars);
        else if (dollars == 0 && !isVerbatim)
            BlankQuoted('"');
        else
            ReadText(dollars > 0, isVerbatim);
        return true;
    }

    /// <summary>An interpolated or verbatim string.</summary>
    private void ReadText(bool hasHoles, bool isVerbatim)
    {
        Blank(1);
        while (_at < _source.Length)
        {
            if (Current == '"' && !(isVerbatim && Peek(1) == '"'))
            {
                Blank(1);
                return;
            }
            if (hasHoles && Current == '{' && Peek(1) != '{')
                ReadHole(1);
            else
                Blank(Current == '"' || (hasHoles && Current == '{') || (!isVerbatim && Current == '\\') ? 2 : 1);
        }
    }

    private void ReadRaw(int quotes, int dollars)
    {
        Blank(quotes);
        while (_at < _source.Length)
        {
            var run = Run('"');
            if (run >= quotes)
            {
                Blank(run);
                return;
            }
            var braces = Run('{');
            if (dollars > 0 && braces >= dollars)
            {
                Blank(braces - dollars);
                ReadHole(dollars);
            }
            else
            {
                Blank(Math.Max(1, Math.Max(run, braces)));
            }
        }
    }

    private void ReadHole(int braces)
    {
        Blank(braces);
        ReadCode(isHole: true);
        BlankWhile(() => Current != '}');
        Blank(braces);
    }

    private void BlankQuoted(char quote)
    {
        Blank(1);
        while (_at < _source.Length && Current != quote && Current != '\n')
            Blank(Current == '\\' ? 2 : 1);
        if (Current == quote)
            Blank(1);
    }

    private void BlankComment()
    {
        Blank(2);
        BlankWhile(() => Current != '*' || Peek(1) != '/');
        Blank(2);
    }

    private void BlankWhile(Func<bool> goesOn)
    {
        while (_at < _source.Length && goesOn())
            Blank(1);
    }

    private void Blank(int count)
    {
        for (; count > 0 && _at < _source.Length; count--, _at++)
        {
            if (_code[_at] != '\n')
                _code[_at] = ' ';
        }
    }

    private int Run(char c)
    {
        var run = 0;
        while (Peek(run) == c)
            run++;
        return run;
    }

    private bool IsFirstOnLine()
    {
        var before = _at - 1;
        while (before >= 0 && _source[before] is ' ' or '\t')
            before--;
        return before < 0 || _source[before] == '\n';
    }
}
