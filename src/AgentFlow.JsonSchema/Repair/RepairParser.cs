using System.Text;

namespace AgentFlow.JsonSchema.Repair;

/// <summary>
/// Reads a text as JSON, forgivingly, and writes strict JSON. It never goes back more than once over the same bytes for the same
/// purpose, so its work is linear in the text; <see cref="Steps"/> counts it. Its recursion is bounded by the depth limit.
/// </summary>
internal ref partial struct RepairParser
{
    private const int Lookahead = 200;

    private readonly ReadOnlySpan<byte> _text;
    private readonly RepairOutput _out;
    private readonly List<RepairFix> _fixes;
    private readonly int _maxDepth;
    private readonly JsonRoot _root;
    private readonly int _level;
    private int _pos;
    private int _depth;
    private int _openObjects;
    private int _openArrays;
    private int _openParentheses;
    private RepairFailure? _failure;

    // One bit for each family of quotes and place in which a string was once read to the end of the text without meeting its end:
    // there is none further on either, so that no later string needs to look.
    private int _endless;

    public RepairParser(ReadOnlySpan<byte> text, RepairOutput output, List<RepairFix> fixes, JsonRepairOptions options, int level)
    {
        _text = text;
        _out = output;
        _fixes = fixes;
        _maxDepth = options.MaxDepth;
        _root = options.Root;
        _level = level;
    }

    /// <summary>How many bytes were looked at, counting each look.</summary>
    public long Steps { get; private set; }

    public readonly RepairFailure? Failure => _failure;

    private readonly byte Current => _text[_pos];

    /// <summary>Whether the JSON is over: the text is, or a code fence or closing tag begins.</summary>
    private readonly bool AtEnd => _pos >= _text.Length || IsEnd(_pos);

    private readonly bool IsEnd(int at)
    {
        var rest = _text[at..];
        return rest.StartsWith("```"u8) || (rest.Length > 2 && rest[0] == '<' && rest[1] == '/' && char.IsAsciiLetter((char)rest[2]));
    }

    private readonly byte ByteAt(int at) => (uint)at < (uint)_text.Length ? _text[at] : (byte)0;

    private readonly void Fix(JsonFixKind kind, int offset) => _fixes.Add(new RepairFix(kind, offset));

    private readonly void Fix(JsonFixKind kind) => Fix(kind, _pos);

    private Parsed Fail(string expected) => Fail(JsonRepairErrorKind.Unexpected, _pos, expected);

    private Parsed Fail(JsonRepairErrorKind kind, int offset, string text)
    {
        _failure = new RepairFailure(kind, offset, text);
        return Parsed.Failed;
    }

    private bool Enter()
    {
        if (++_depth <= _maxDepth)
            return true;
        Fail(JsonRepairErrorKind.TooDeep, _pos, $"at most {_maxDepth} objects and arrays inside one another");
        return false;
    }

    private Parsed ParseValue(Place place)
    {
        switch (Current)
        {
            case (byte)'{': return ParseObject(braced: true);
            case (byte)'[': return ParseArray((byte)']');
            case (byte)'(':
                return ParseArray((byte)')');
            default:
                return QuoteAt(_pos).Length > 0 ? ParseStrings(place) : ParseWord(place);
        }
    }

    /// <summary>Skips spaces and comments.</summary>
    private void SkipTrivia()
    {
        var start = _pos;
        while (_pos < _text.Length)
        {
            var c = Current;
            if (IsSpace(c))
                _pos++;
            else if (CommentStarts(_pos))
            {
                Fix(JsonFixKind.Comment);
                _pos = CommentEnd(_pos);
            }
            else if (UnusualSpaceLength(_pos) is > 0 and var length)
            {
                Fix(JsonFixKind.UnusualSpace);
                _pos += length;
            }
            else
                break;
        }
        Steps += _pos - start + 1;
    }

    /// <summary>The first place from <paramref name="at"/> on that is no plain space.</summary>
    private int AfterSpaces(int at)
    {
        var start = at;
        while (at < _text.Length && IsSpace(_text[at]))
            at++;
        Steps += at - start + 1;
        return at;
    }

    private readonly bool CommentStarts(int at)
    {
        var next = ByteAt(at + 1);
        return _text[at] switch
        {
            (byte)'/' => next is (byte)'/' or (byte)'*',
            (byte)'#' => at + 1 >= _text.Length || IsSpace(next) || next is (byte)'#' or (byte)'!',
            _ => false,
        };
    }

    private readonly int CommentEnd(int at)
    {
        var isBlock = _text[at] == '/' && _text[at + 1] == '*';
        var end = isBlock ? _text[(at + 2)..].IndexOf("*/"u8) : _text[at..].IndexOf((byte)'\n');
        if (end < 0)
            return _text.Length;
        return isBlock ? at + 2 + end + 2 : at + end;
    }

    private readonly int UnusualSpaceLength(int at)
    {
        if (_text[at] is 0x0B or 0x0C)
            return 1;
        if (_text[at] < 0x80)
            return 0;
        Rune.DecodeFromUtf8(_text[at..], out var rune, out var length);
        return Rune.IsWhiteSpace(rune) || rune.Value is 0xFEFF or 0x200B ? length : 0;
    }

    private static bool IsSpace(byte c) => c is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';

    private static bool IsNamePart(byte c) => char.IsAsciiLetterOrDigit((char)c) || c is (byte)'_' or (byte)'$' or (byte)'-' or (byte)'.';
}
