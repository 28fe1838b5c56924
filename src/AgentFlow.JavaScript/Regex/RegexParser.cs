using System.Runtime.CompilerServices;

namespace AgentFlow.JavaScript.Regex;

/// <summary>
/// Reads a pattern. With the flag <c>u</c> the grammar is the strict one; without it, what browsers accept is accepted as well (a lone <c>{</c> or
/// <c>]</c>, escapes that mean nothing, octal escapes), since programs in the wild hold such patterns.
/// </summary>
internal sealed partial class RegexParser
{
    private readonly string _pattern;
    private readonly RegexFlags _flags;
    private readonly bool _unicode;
    private readonly List<KeyValuePair<string, int>> _names = [];
    private readonly List<BackreferenceNode> _references = [];
    private readonly int _totalGroups;
    private readonly bool _hasNames;
    private int _position;
    private int _groups;
    private int _depth;

    private RegexParser(string pattern, RegexFlags flags)
    {
        _pattern = pattern;
        _flags = flags;
        _unicode = (flags & RegexFlags.Unicode) != 0;
        (_totalGroups, _hasNames) = CountGroups(pattern);
    }

    /// <exception cref="RegexSyntaxException">The pattern is not well formed or too large.</exception>
    public static RegexTree Parse(string pattern, RegexFlags flags)
    {
        var parser = new RegexParser(pattern, flags);
        var root = parser.ParseAlternation();
        if (parser._position < pattern.Length)
            throw parser.Error("The ')' closes no group. Escape it as '\\)'.");
        foreach (var reference in parser._references)
        {
            var index = parser._names.FindIndex(n => n.Key == reference.Name);
            if (index < 0)
                throw parser.Error($"The group '{reference.Name}' that '\\k' refers to does not exist.");
            reference.Index = parser._names[index].Value;
        }

        return new RegexTree(root, parser._groups, parser._names);
    }

    // Groups are counted ahead: whether \2 or \k is a reference depends on what follows it.
    private static (int Groups, bool HasNames) CountGroups(string pattern)
    {
        var (groups, hasNames, inClass) = (0, false, false);
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\': i++; break;
                case '[': inClass = true; break;
                case ']': inClass = false; break;
                case '(' when !inClass:
                    var rest = pattern.AsSpan(i + 1);
                    var named = rest.StartsWith("?<", StringComparison.Ordinal) && rest.Length > 2 && rest[2] is not ('=' or '!');
                    hasNames |= named;
                    if (named || !rest.StartsWith("?", StringComparison.Ordinal))
                        groups++;
                    break;
            }
        }

        return (groups, hasNames);
    }

    private RegexNode ParseAlternation()
    {
        if (++_depth > RegexLimits.MaxNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Error($"Groups are nested more than {_depth - 1} levels deep.");
        var alternatives = new List<RegexNode>();
        do
        {
            if (alternatives.Count > RegexLimits.MaxProgram / 5)
                throw Error("The pattern is too large.");
            alternatives.Add(ParseSequence());
        }
        while (Eat('|'));
        _depth--;
        return alternatives.Count == 1 ? alternatives[0] : new AlternationNode([.. alternatives]);
    }

    private RegexNode ParseSequence()
    {
        var items = new List<RegexNode>();
        while (_position < _pattern.Length && _pattern[_position] is not ('|' or ')'))
        {
            if (items.Count > RegexLimits.MaxProgram)
                throw Error("The pattern is too large.");
            items.Add(ParseTerm());
        }

        return items.Count == 1 ? items[0] : new SequenceNode([.. items]);
    }

    private RegexNode ParseTerm()
    {
        var firstGroup = _groups + 1;
        var start = _position;
        var atom = ParseAtom();
        var (min, max) = ParseQuantifier();
        if (min < 0)
            return atom;
        var isGroup = _pattern.AsSpan(start).StartsWith("(?:", StringComparison.Ordinal);
        if (!isGroup && (atom is AssertionNode || (atom is LookNode look && (_unicode || look.Behind))))
            throw Error("An assertion cannot be repeated.", start);
        var greedy = !Eat('?');
        return new RepeatNode(atom, min, max, greedy, firstGroup, _groups + 1);
    }

    // (-1, -1) where there is none.
    private (int Min, int Max) ParseQuantifier()
    {
        switch (Peek())
        {
            case '*':
                _position++;
                return (0, int.MaxValue);
            case '+':
                _position++;
                return (1, int.MaxValue);
            case '?':
                _position++;
                return (0, 1);
            case '{':
                var start = _position;
                if (TryParseBraces(out var min, out var max))
                {
                    if (min > max)
                        throw Error("The numbers of the quantifier are out of order.", start);
                    return (min, max);
                }

                _position = start;
                return (-1, -1);
            default:
                return (-1, -1);
        }
    }

    private bool TryParseBraces(out int min, out int max)
    {
        _position++;
        max = 0;
        if (!TryParseNumber(out min))
            return false;
        max = min;
        if (Eat(',') && !TryParseNumber(out max))
            max = int.MaxValue;
        return Eat('}');
    }

    // A decimal number; one that is too large is as good as the largest.
    private bool TryParseNumber(out int number)
    {
        var start = _position;
        long value = 0;
        for (; (uint)(Peek() - '0') < 10; _position++)
            value = Math.Min((value * 10) + (Peek() - '0'), int.MaxValue);
        number = (int)value;
        return _position > start;
    }

    private RegexNode ParseAtom()
    {
        var c = Peek();
        switch (c)
        {
            case '^':
                _position++;
                return new AssertionNode(AssertionKind.Start);
            case '$':
                _position++;
                return new AssertionNode(AssertionKind.End);
            case '.':
                _position++;
                return (_flags & RegexFlags.DotAll) != 0 ? new SetNode(CharSets.Any, inverted: false) : new SetNode(null, inverted: false);
            case '(':
                return ParseGroup();
            case '[':
                return ParseClass();
            case '\\':
                return ParseEscape();
            case '*' or '+' or '?':
                throw Error($"There is nothing before the '{(char)c}' that could be repeated. Escape it as '\\{(char)c}'.");
            case '{' when _unicode || IsQuantifier():
                throw Error("There is nothing before the '{' that could be repeated. Escape it as '\\{'.");
            case ']' or '}' when _unicode:
                throw Error($"A lone '{(char)c}' must be escaped as '\\{(char)c}' in a pattern with the flag 'u'.");
            default:
                return new CharNode(Next());
        }
    }

    private bool IsQuantifier()
    {
        var start = _position;
        var isQuantifier = TryParseBraces(out _, out _);
        _position = start;
        return isQuantifier;
    }

    private RegexNode ParseGroup()
    {
        var start = _position++;
        if (!Eat('?'))
            return ParseCapture(null, start);
        if (Eat(':'))
            return CloseGroup(ParseAlternation(), start);
        if (Eat('='))
            return new LookNode(CloseGroup(ParseAlternation(), start), behind: false, negative: false);
        if (Eat('!'))
            return new LookNode(CloseGroup(ParseAlternation(), start), behind: false, negative: true);
        if (!Eat('<'))
            throw Error("After '(?' one of ':', '=', '!', '<=', '<!' or '<name>' must follow.", start);
        if (Eat('='))
            return new LookNode(CloseGroup(ParseAlternation(), start), behind: true, negative: false);
        if (Eat('!'))
            return new LookNode(CloseGroup(ParseAlternation(), start), behind: true, negative: true);
        return ParseCapture(ParseGroupName(), start);
    }

    private GroupNode ParseCapture(string? name, int start)
    {
        var index = ++_groups;
        if (index > RegexLimits.MaxGroups)
            throw Error($"The pattern has more than {RegexLimits.MaxGroups} groups.", start);
        if (name is not null)
        {
            if (_names.Exists(n => n.Key == name))
                throw Error($"The group name '{name}' stands twice.", start);
            _names.Add(new(name, index));
        }

        return new GroupNode(index, CloseGroup(ParseAlternation(), start));
    }

    private RegexNode CloseGroup(RegexNode body, int start) => Eat(')') ? body : throw Error("The group is not closed: ')' is missing.", start);

    private int Peek() => _position < _pattern.Length ? _pattern[_position] : -1;

    // A code point with u, else a code unit.
    private int Next()
    {
        var c = _pattern[_position++];
        if (_unicode && char.IsHighSurrogate(c) && _position < _pattern.Length && char.IsLowSurrogate(_pattern[_position]))
            return char.ConvertToUtf32(c, _pattern[_position++]);
        return c;
    }

    private bool Eat(char c)
    {
        if (Peek() != c)
            return false;
        _position++;
        return true;
    }

    private RegexSyntaxException Error(string message, int position = -1) => new(message, position < 0 ? _position : position);
}
