namespace AgentFlow.JavaScript.Regex;

internal sealed partial class RegexParser
{
    private readonly HashSet<CharSet> _classSets = [];

    // At the '['.
    private SetNode ParseClass()
    {
        var start = _position++;
        var inverted = Eat('^');
        var ranges = new List<(int First, int Last)>();
        _classSets.Clear();
        while (!Eat(']'))
        {
            if (_position >= _pattern.Length)
                throw Error("The class is not closed: ']' is missing.", start);
            ParseClassItem(ranges);
        }

        return new SetNode(CharSet.Of(ranges), inverted);
    }

    // A character, a range, or the set of an escape.
    private void ParseClassItem(List<(int First, int Last)> ranges)
    {
        var start = _position;
        var first = ParseClassAtom(out var firstSet);
        var isRange = Peek() == '-' && _position + 1 < _pattern.Length && _pattern[_position + 1] != ']';
        if (!isRange)
        {
            Add(ranges, first, firstSet);
            return;
        }

        _position++;
        var last = ParseClassAtom(out var lastSet);
        if (firstSet is null && lastSet is null)
        {
            if (first > last)
                throw Error("The range of the class is out of order.", start);
            ranges.Add((first, last));
            return;
        }

        if (_unicode)
            throw Error("A range of a class must go from one character to another. Escape the '-' as '\\-'.", start);
        Add(ranges, first, firstSet);
        ranges.Add(('-', '-'));
        Add(ranges, last, lastSet);
    }

    private void Add(List<(int First, int Last)> ranges, int character, CharSet? set)
    {
        if (set is null)
        {
            ranges.Add((character, character));
            return;
        }

        // A category has hundreds of ranges and can be named in five characters.
        if (!_classSets.Add(set))
            return;
        for (var i = 0; i < set.Ranges.Length; i += 2)
            ranges.Add((set.Ranges[i], set.Ranges[i + 1]));
    }

    private int ParseClassAtom(out CharSet? set)
    {
        set = null;
        if (Peek() != '\\')
            return Next();
        var start = _position++;
        if (_position >= _pattern.Length)
            throw Error("The pattern ends in a '\\'.", start);
        if (Eat('b'))
            return '\b';
        if (ParseSetEscape() is { } node)
        {
            set = node.Inverted ? node.Set!.Inverted() : node.Set;
            return -1;
        }

        return ParseCharacterEscape(start, inClass: true);
    }
}
