using System.Text;

namespace AgentFlow.Output.Text;

/// <summary>Finds the first fenced code block of a text that is arriving: a line of three or more <c>`</c> or <c>~</c>, up to a line of at least as many.</summary>
/// <param name="language">The block's language, without regard to case; empty for any.</param>
internal sealed class CodeBlockReader(string language) : IPartialReader<string>
{
    private readonly StringBuilder _code = new();
    private readonly StringBuilder _line = new();
    private int _leading;
    private char _first;
    private char _fence;
    private int _fenceLength;
    private int _indent;
    private bool _isOther;
    private bool _hasLine;
    private string? _value;

    public bool HasBegun { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>The code so far, without the line break before the closing fence; a line that may be that fence is held back.</summary>
    public string Value => _value ??= Build();

    public bool Add(ReadOnlySpan<char> delta)
    {
        var before = Length;
        foreach (var c in delta)
        {
            if (IsClosed)
                break;
            if (c == '\n')
                EndLine();
            else if (c != '\r')
                AddToLine(c);
        }
        if (Length == before)
            return false;
        _value = null;
        return true;
    }

    /// <summary>Takes what stands behind the last line break as a line.</summary>
    public void Finish()
    {
        if (!IsClosed && _line.Length > 0)
            EndLine();
        _value = null;
    }

    private int Length => _code.Length + (IsShown ? _line.Length - Math.Min(_indent, _leading) + (_hasLine ? 1 : 0) : 0);

    /// <summary>Whether the line that is arriving is surely code.</summary>
    private bool IsShown => HasBegun && !IsClosed && _line.Length > _leading && _first != _fence;

    private string Build()
    {
        if (!IsShown)
            return _code.ToString();
        var code = new StringBuilder(_code.Length + _line.Length + 1).Append(_code);
        Append(code, _line.ToString());
        return code.ToString();
    }

    private void AddToLine(char c)
    {
        if (_line.Length == _leading)
        {
            _leading += c is ' ' or '\t' ? 1 : 0;
            _first = c;
        }
        _line.Append(c);
    }

    private void EndLine()
    {
        var line = _line.ToString();
        if (!HasBegun && !_isOther)
        {
            TryBegin(line);
        }
        else if (IsClosingFence(line))
        {
            IsClosed = HasBegun;
            _isOther = false;
        }
        else if (HasBegun)
        {
            Append(_code, line);
            _hasLine = true;
        }
        _line.Clear();
        _leading = 0;
    }

    private void TryBegin(string line)
    {
        var text = line.AsSpan(_leading);
        if (text.IsEmpty || text[0] is not ('`' or '~'))
            return;
        var length = text.IndexOfAnyExcept(text[0]);
        length = length < 0 ? text.Length : length;
        if (length < 3 || (text[0] == '`' && text[length..].Contains('`')))
            return;
        (_fence, _fenceLength, _indent) = (text[0], length, _leading);
        var words = text[length..].Trim();
        var name = words[..(words.IndexOfAny(' ', '{') is >= 0 and var end ? end : words.Length)];
        HasBegun = language.Length == 0 || name.Equals(language, StringComparison.OrdinalIgnoreCase);
        _isOther = !HasBegun;
    }

    private bool IsClosingFence(string line)
    {
        var text = line.AsSpan().Trim();
        return text.Length >= _fenceLength && text.IndexOfAnyExcept(_fence) < 0;
    }

    /// <summary>A block that stands further right, in a list for example, has its code further right as well.</summary>
    private void Append(StringBuilder code, string line)
    {
        if (_hasLine)
            code.Append('\n');
        code.Append(line.AsSpan(Math.Min(_indent, _leading)));
    }
}
