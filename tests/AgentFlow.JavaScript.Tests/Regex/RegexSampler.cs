using System.Text;

namespace AgentFlow.JavaScript.Tests.Regex;

/// <summary>Makes patterns and inputs at random, small enough that no engine takes long over them.</summary>
internal sealed class RegexSampler(int seed)
{
    private static readonly string[] Atoms =
    [
        "a", "b", "c", "ab", ".", "\\w", "\\W", "\\d", "\\s", "\\S", "[ab]", "[^a]", "[a-c]", "[\\d-]", "[^\\w]", "\\.", "\\n", "K", "\u00E9", "\\x61",
        "\\u0062", "[^]", "[]", "-", "\u017F", "\U0001F600", "[\U0001F600b]", "\\cA", "\\0", "[A-C\u00C0-\u00FF]", "\u03C3",
    ];

    private static readonly string[] Quantifiers = ["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?", "{2,}", "{0}", "{1,3}?"];
    private static readonly string[] Assertions = ["^", "$", "\\b", "\\B"];
    private static readonly string[] FlagSets = ["", "i", "m", "s", "u", "iu", "im", "su"];
    private static readonly string[] Pieces = ["a", "b", "c", "A", "B", " ", "\n", "-", ".", "1", "k", "K", "\u212A", "\u00E9", "\u00C9", "s", "\u017F", "\U0001F600", "\u03C2", "\u03A3", "_"];

    private readonly Random _random = new(seed);
    private int _groups;

    public (string Pattern, string Flags, string Input) Next()
    {
        _groups = 0;
        var pattern = Alternation(3);
        return (pattern, Pick(FlagSets), Input());
    }

    private string Pick(string[] choices) => choices[_random.Next(choices.Length)];

    private string Input()
    {
        var text = new StringBuilder();
        for (var count = _random.Next(12); count > 0; count--)
            text.Append(Pick(Pieces));
        return text.ToString();
    }

    private string Alternation(int depth)
    {
        var text = Sequence(depth);
        while (_random.Next(4) == 0)
            text += "|" + Sequence(depth);
        return text;
    }

    private string Sequence(int depth)
    {
        var text = "";
        for (var count = _random.Next(4); count > 0; count--)
            text += Term(depth);
        return text;
    }

    private string Term(int depth)
    {
        if (_random.Next(10) == 0)
            return Pick(Assertions);
        var atom = depth > 0 && _random.Next(3) == 0 ? Group(depth - 1) : Atom();
        return _random.Next(3) == 0 ? atom + Pick(Quantifiers) : atom;
    }

    private string Atom() => _groups > 0 && _random.Next(10) == 0 ? "\\" + _random.Next(1, _groups + 1) : Pick(Atoms);

    private string Group(int depth)
    {
        var kind = _random.Next(8);
        if (kind < 4)
            return $"({(kind == 3 ? $"?<n{++_groups}>" : Counted())}{Alternation(depth)})";
        return (kind switch { 4 => "(?=", 5 => "(?!", 6 => "(?<=", _ => "(?:" }) + Alternation(depth) + ")";
    }

    private string Counted()
    {
        _groups++;
        return "";
    }
}
