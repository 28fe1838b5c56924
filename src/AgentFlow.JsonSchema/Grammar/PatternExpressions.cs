using System.Globalization;
using System.Runtime.CompilerServices;

namespace AgentFlow.JsonSchema.Grammar;

/// <summary>The regular part of ECMA-262 patterns, over the characters of a JSON string.</summary>
internal sealed class PatternExpressions
{
    private static readonly CodePoints Digit = new(('0', '9'));
    private static readonly CodePoints Word = new(('0', '9'), ('A', 'Z'), ('a', 'z'), ('_', '_'));

    private static readonly CodePoints Space = new(
        (9, 13), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F),
        (0x3000, 0x3000), (0xFEFF, 0xFEFF));

    private static readonly CodePoints Dot = new CodePoints((10, 10), (13, 13), (0x2028, 0x2029)).Complement();
    private readonly int[] _pattern;
    private int _at;

    private PatternExpressions(string pattern) => _pattern = [.. pattern.EnumerateRunes().Select(rune => rune.Value)];

    /// <summary>The strings, without their quotes, that have a match.</summary>
    /// <exception cref="FormatException">The pattern uses what is not regular, or not supported here.</exception>
    public static Expression Parse(string pattern)
    {
        var parser = new PatternExpressions(pattern);
        var result = parser.Alternatives(isTop: true);
        return parser._at == parser._pattern.Length ? result : throw parser.Unsupported("')'");
    }

    private int? Next => _at < _pattern.Length ? _pattern[_at] : null;

    private Expression Alternatives(bool isTop)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var branches = new List<Expression>();
        do
            branches.Add(Alternative(isTop));
        while (Take('|'));
        return branches.Count == 1 ? branches[0] : new Choice([.. branches]);
    }

    private Sequence Alternative(bool isTop)
    {
        var parts = new List<Expression>();
        var any = new Repeat(JsonExpressions.Character(CodePoints.All), 0, null);
        if (isTop && !Take('^'))
            parts.Add(any);
        var isAnchored = false;
        while (Next is { } next && next is not ('|' or ')'))
        {
            if (isTop && next == '$' && (_at + 1 == _pattern.Length || _pattern[_at + 1] == '|'))
            {
                _at++;
                isAnchored = true;
            }
            else
                parts.Add(Quantified(Atom()));
        }
        if (isTop && !isAnchored)
            parts.Add(any);
        return new Sequence([.. parts]);
    }

    private Expression Quantified(Expression atom)
    {
        (int Min, int? Max)? count = Take('*') ? (0, null) : Take('+') ? (1, null) : Take('?') ? (0, 1) : Take('{') ? Counts() : null;
        if (count is not { } range)
            return atom;
        // Greed decides which match is found, not whether there is one.
        Take('?');
        return Next is '*' or '+' or '?' or '{' ? throw Unsupported("a quantifier after a quantifier")
            : new Repeat(atom, range.Min, range.Max);
    }

    private (int, int?) Counts()
    {
        var min = Number();
        int? max = min;
        if (Take(','))
            max = Next == '}' ? null : Number();
        return Take('}') && !(max < min) ? (min, max) : throw Unsupported("'{'");
    }

    private int Number()
    {
        var start = _at;
        while (Next is >= '0' and <= '9')
            _at++;
        var text = string.Concat(_pattern[start.._at].Select(c => (char)c));
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= SchemaDefaults.MaxPatternSize
            ? number : throw Unsupported("a count");
    }

    private Expression Atom()
    {
        var c = _pattern[_at++];
        switch (c)
        {
            case '(':
                if (Take('?') && !Take(':'))
                    throw Unsupported("'(?'");
                var inner = Alternatives(isTop: false);
                return Take(')') ? inner : throw Unsupported("'('");
            case '[': return JsonExpressions.Character(Class());
            case '.': return JsonExpressions.Character(Dot);
            case '\\': return JsonExpressions.Character(Escape(inClass: false));
            case '^' or '$' or '*' or '+' or '?' or '{' or '}' or ']': throw Unsupported($"'{(char)c}' in this place");
            default: return JsonExpressions.Character(new CodePoints((c, c)));
        }
    }

    private CodePoints Class()
    {
        var isNegated = Take('^');
        var ranges = new List<(int, int)>();
        while (!Take(']'))
        {
            var from = ClassAtom();
            if (Next == '-' && _at + 1 < _pattern.Length && _pattern[_at + 1] != ']')
            {
                _at++;
                var to = ClassAtom();
                if (from.Ranges is not [var first] || to.Ranges is not [var last] || first.From != first.To || last.From != last.To
                    || last.To < first.From)
                    throw Unsupported("a range of a class");
                ranges.Add((first.From, last.To));
            }
            else
                ranges.AddRange(from.Ranges);
        }
        var set = new CodePoints(ranges);
        return isNegated ? set.Complement() : set;
    }

    private CodePoints ClassAtom()
    {
        if (Next is not { } c)
            throw Unsupported("'['");
        _at++;
        return c == '\\' ? Escape(inClass: true) : new CodePoints((c, c));
    }

    private CodePoints Escape(bool inClass)
    {
        if (Next is not { } c)
            throw Unsupported("'\\'");
        _at++;
        return c switch
        {
            'd' => Digit,
            'D' => Digit.Complement(),
            'w' => Word,
            'W' => Word.Complement(),
            's' => Space,
            'S' => Space.Complement(),
            't' => One(9),
            'n' => One(10),
            'v' => One(11),
            'f' => One(12),
            'r' => One(13),
            'b' when inClass => One(8),
            'x' => One(Hex(2)),
            'u' when Next != '{' => One(Hex(4)),
            '-' when inClass => One('-'),
            '^' or '$' or '\\' or '.' or '*' or '+' or '?' or '(' or ')' or '[' or ']' or '{' or '}' or '|' or '/' => One(c),
            _ => throw Unsupported($"'\\{char.ConvertFromUtf32(c)}'"),
        };
    }

    private static CodePoints One(int codePoint) => new((codePoint, codePoint));

    private int Hex(int length)
    {
        var text = _at + length <= _pattern.Length ? string.Concat(_pattern[_at..(_at + length)].Select(char.ConvertFromUtf32)) : "";
        _at += length;
        var isCodePoint = int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && value is < 0xD800 or > 0xDFFF;
        return isCodePoint ? value : throw Unsupported("an escape of a surrogate");
    }

    private bool Take(char c)
    {
        if (Next != c)
            return false;
        _at++;
        return true;
    }

    private FormatException Unsupported(string what) => new($"{what} at character {_at} is not regular, or not supported in grammars.");
}
