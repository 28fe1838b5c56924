using System.Globalization;
using System.Text;

namespace AgentFlow.JsonSchema.Patterns;

/// <summary>A pattern in the syntax of .NET.</summary>
/// <param name="Text">The pattern.</param>
/// <param name="NeedsBacktracking">Whether it looks around or back, which linear-time matching cannot.</param>
internal readonly record struct TranslatedPattern(string Text, bool NeedsBacktracking);

/// <summary>
/// Reads a regular expression of ECMA-262 in Unicode mode, as JSON Schema asks, and writes what .NET understands the same way. Lenient
/// where browsers are: a lone brace or bracket stands for itself, and so does an escaped punctuation mark.
/// </summary>
internal sealed partial class EcmaPattern
{
    private const string WordSet = "[0-9A-Z_a-z]";
    private readonly string _pattern;
    private readonly StringBuilder _output = new();
    private readonly List<string?> _groups = [];
    private readonly List<(string Name, int At)> _namedReferences = [];
    private readonly bool _refersBack;
    private int _at;
    private int _depth;
    private int _highestReference;
    private bool _needsBacktracking;

    private EcmaPattern(string pattern)
    {
        _pattern = pattern;
        _refersBack = MentionsReference(pattern);
    }

    /// <exception cref="FormatException">The pattern is not one of ECMA-262, uses what .NET cannot express, or is too large.</exception>
    public static TranslatedPattern Translate(string pattern)
    {
        if (pattern.Length > SchemaDefaults.MaxPatternLength)
            throw new FormatException($"the pattern is longer than {SchemaDefaults.MaxPatternLength} characters. Shorten it.");
        var reader = new EcmaPattern(pattern);
        reader.ReadAlternatives();
        if (reader._at < pattern.Length)
            throw reader.Error("there is a ')' without '('");
        foreach (var (name, at) in reader._namedReferences.Where(reference => !reader._groups.Contains(reference.Name)))
            throw new FormatException($"the pattern {Compilation.JsonWords.Quote(pattern)} refers at {at} to a group '{name}' that it does not have.");
        if (reader._highestReference > reader._groups.Count)
            throw new FormatException($"the pattern {Compilation.JsonWords.Quote(pattern)} refers to group {reader._highestReference} of {reader._groups.Count}.");
        return new TranslatedPattern(reader._output.ToString(), reader._needsBacktracking);
    }

    private bool IsAtEnd => _at >= _pattern.Length;

    private char Current => _pattern[_at];

    // Too many rather than too few: it only costs captures.
    private static bool MentionsReference(string pattern)
    {
        for (var at = pattern.IndexOf('\\', StringComparison.Ordinal); at >= 0 && at + 1 < pattern.Length; at = pattern.IndexOf('\\', at + 2))
        {
            if (pattern[at + 1] is 'k' or (>= '1' and <= '9'))
                return true;
            if (at + 2 >= pattern.Length)
                return false;
        }
        return false;
    }

    private FormatException Error(string problem) =>
        new($"the pattern {Compilation.JsonWords.Quote(_pattern)} is not a regular expression of ECMA-262: {problem} at {_at}.");

    private bool Accept(string text)
    {
        if (string.CompareOrdinal(_pattern, _at, text, 0, text.Length) != 0)
            return false;
        _at += text.Length;
        return true;
    }

    /// <summary>Reads until the end or a closing parenthesis; returns the size with counted repeats written out.</summary>
    private long ReadAlternatives()
    {
        const int MaxDepth = 100;
        if (++_depth > MaxDepth)
            throw new FormatException($"the pattern nests groups more than {MaxDepth} deep. Simplify it.");
        long size = 1;
        while (!IsAtEnd && Current != ')')
        {
            if (Accept("|"))
                _output.Append('|');
            else
                size += ReadTerm();
        }
        _depth--;
        if (size > SchemaDefaults.MaxPatternSize)
            throw new FormatException($"the pattern {Compilation.JsonWords.Quote(_pattern)} repeats too much. Lower the counts in braces.");
        return size;
    }

    private long ReadTerm()
    {
        var start = _output.Length;
        var c = Current;
        switch (c)
        {
            case '^':
                _at++;
                _output.Append('^');
                return 1;
            case '$':
                _at++;
                // In .NET '$' also matches before a last line feed.
                _output.Append("\\z");
                return 1;
            case '(':
                return ReadGroup(start);
            case '.':
                _at++;
                return WriteSet(LineEnds, negated: true);
            case '[':
                _at++;
                var (set, negated) = ReadClass();
                return WriteSet(set, negated);
            case '\\':
                return ReadEscape();
            case '*' or '+' or '?':
                throw Error($"there is nothing to repeat before '{c}'");
            case '{' when ReadCounts() is not null:
                throw Error("there is nothing to repeat before '{'");
            default:
                var codePoint = ReadCodePoint();
                return WriteSet(CodePointSet.Of((codePoint, codePoint)), negated: false);
        }
    }

    private long ReadGroup(int start)
    {
        _at++;
        var isLookbehind = false;
        var isAssertion = false;
        if (Accept("?"))
        {
            if (Accept(":"))
                _output.Append("(?:");
            else if (Accept("=") || Accept("!") || (isLookbehind = Accept("<=") || Accept("<!")))
            {
                isAssertion = _needsBacktracking = true;
                _output.Append('(').Append('?').Append(isLookbehind ? "<" : "").Append(_pattern[_at - 1]);
            }
            else if (Accept("<"))
                OpenCapture(ReadGroupName());
            else
                throw Error("'(?' is followed by something that is no group of ECMA-262");
        }
        else
            OpenCapture(null);
        var size = ReadAlternatives();
        if (!Accept(")"))
            throw Error("a '(' is not closed");
        _output.Append(')');
        if (!isAssertion)
            return ReadQuantifier(start, size, null);
        // A repeated lookahead is an old leniency of browsers; a repeated lookbehind was never allowed.
        return isLookbehind ? size : ReadQuantifier(start, size, null);
    }

    private void OpenCapture(string? name)
    {
        if (name is not null && _groups.Contains(name))
            throw Error($"the group name '{name}' is used twice");
        _groups.Add(name);
        // .NET numbers named groups after all others, so every group gets a name of ours; without references none need be kept.
        _output.Append(_refersBack ? $"(?<g{_groups.Count}>" : "(?:");
    }

    private string ReadGroupName()
    {
        var end = _pattern.IndexOf('>', _at);
        var name = end < 0 ? "" : _pattern[_at..end];
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$' || char.IsSurrogate(c)))
            throw Error("the name of a group is missing or no identifier");
        _at = end + 1;
        return name;
    }

    /// <summary>Writes one code point of a set, and the repeat that follows it.</summary>
    private long WriteSet(CodePointSet set, bool negated)
    {
        var start = _output.Length;
        _output.Append(set.Write(negated, repeated: false));
        return ReadQuantifier(start, 1, () => set.Write(negated, repeated: true));
    }

    /// <summary>Reads the repeat behind an atom that was written from <paramref name="start"/> on.</summary>
    private long ReadQuantifier(int start, long size, Func<string>? repeated)
    {
        if (IsAtEnd)
            return size;
        var quantifier = "";
        if (Current is '*' or '+' or '?')
        {
            quantifier = Current.ToString();
            _at++;
            if (quantifier != "?" && repeated is not null)
            {
                _output.Length = start;
                _output.Append(repeated());
            }
        }
        else if (Current == '{' && ReadCounts() is var (least, most))
        {
            if (most < least)
                throw Error("the counts in braces are in the wrong order");
            quantifier = most == int.MaxValue ? $"{{{least},}}" : $"{{{least},{most}}}";
            size *= Math.Max(1, most == int.MaxValue ? least + 1 : most);
        }
        if (quantifier.Length == 0)
            return size;
        _output.Append(quantifier);
        if (Accept("?"))
            _output.Append('?');
        if (!IsAtEnd && Current is '*' or '+' or '?')
            throw Error($"there is nothing to repeat before '{Current}'");
        return Math.Min(size, int.MaxValue);
    }

    /// <summary>Reads <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c>; leaves anything else where it is.</summary>
    private (int Least, int Most)? ReadCounts()
    {
        var end = _pattern.IndexOf('}', _at);
        if (end < 0)
            return null;
        var parts = _pattern[(_at + 1)..end].Split(',');
        if (parts.Length > 2 || !IsCount(parts[0]) || (parts.Length == 2 && parts[1].Length > 0 && !IsCount(parts[1])))
            return null;
        _at = end + 1;
        var least = ToCount(parts[0]);
        return (least, parts.Length == 1 ? least : parts[1].Length == 0 ? int.MaxValue : ToCount(parts[1]));

        static bool IsCount(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
        static int ToCount(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Min(count, int.MaxValue - 1) : int.MaxValue - 1;
    }

    private int ReadCodePoint()
    {
        var codePoint = char.IsHighSurrogate(Current) && _at + 1 < _pattern.Length && char.IsLowSurrogate(_pattern[_at + 1])
            ? char.ConvertToUtf32(Current, _pattern[_at + 1])
            : Current;
        _at += codePoint > char.MaxValue ? 2 : 1;
        return codePoint;
    }
}
