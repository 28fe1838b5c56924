using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tools.Prompted;

/// <summary>
/// Reads a model's text as it arrives. Text goes out as soon as it cannot be the beginning of a call, a call as soon as it is whole; what
/// comes out does not depend on where the text was split.
/// </summary>
internal sealed class CallScanner(CallReader reader)
{
    private const string Separators = " \t\r\n,;";

    private readonly List<char> _pending = [];
    private readonly StringBuilder _blank = new();
    private readonly CallOpenings _openings = new(reader.ToolNames);
    private List<AIContent> _output = [];
    private BracketMatcher _matcher = new();
    private CallOpening _candidate;
    private int _at;
    private bool _isLineStart = true;
    private bool _inPlainFence;
    private bool _hasText;

    public int CallCount { get; private set; }

    /// <summary>Whether the model began to make up results, so that nothing of what follows counts.</summary>
    public bool IsStopped { get; private set; }

    public void Feed(string text)
    {
        if (IsStopped)
            return;
        _pending.AddRange(text);
        Scan(isFinal: false);
    }

    public void Finish()
    {
        if (IsStopped)
            return;
        Scan(isFinal: true);
        if (CallCount == 0 && _blank.Length > 0)
            _output.Add(new TextContent(_blank.ToString()));
    }

    /// <summary>Hands on a content that is no text.</summary>
    public void Pass(AIContent content) => _output.Add(content);

    public List<AIContent> TakeOutput()
    {
        var output = _output;
        _output = [];
        return output;
    }

    private ReadOnlySpan<char> Pending => CollectionsMarshal.AsSpan(_pending);

    private void Scan(bool isFinal)
    {
        while (!IsStopped && (_candidate.Kind == CallOpeningKind.None ? FindOpening(isFinal) : FindEnd(isFinal)))
        {
        }
    }

    /// <summary>Goes to the next opening; false when there is none in the text so far.</summary>
    private bool FindOpening(bool isFinal)
    {
        for (; _at < _pending.Count; Skip(1))
        {
            var text = Pending[_at..];
            if (_inPlainFence)
            {
                if (_isLineStart && text[0] == '`' && !TryLeaveFence(text, isFinal))
                    break;
                continue;
            }
            if (!CallOpenings.CanBegin(text[0]))
                continue;
            var opening = _openings.Match(text, _isLineStart, CallCount > 0, isFinal);
            if (opening.Kind == CallOpeningKind.None)
                continue;
            if (opening.Kind == CallOpeningKind.Undecided)
                break;
            if (opening.Kind == CallOpeningKind.PlainFence)
            {
                _inPlainFence = true;
                Skip(2);
                continue;
            }
            Release();
            IsStopped = opening.Kind == CallOpeningKind.MadeUpResult;
            (_candidate, _matcher) = (opening, new BracketMatcher { Position = opening.Length });
            return true;
        }
        Release();
        return false;
    }

    private bool TryLeaveFence(ReadOnlySpan<char> text, bool isFinal)
    {
        if (text.Length < 3 && text.IndexOfAnyExcept('`') < 0)
            return isFinal;
        if (text.StartsWith("```", StringComparison.Ordinal))
        {
            _inPlainFence = false;
            Skip(2);
        }
        return true;
    }

    /// <summary>Goes to the end of what may be a call, and reads it; false when the end has not come.</summary>
    private bool FindEnd(bool isFinal)
    {
        if (!TryFindEnd(isFinal, out var contentEnd, out var end))
            return false;
        var isWhole = _candidate.Kind != CallOpeningKind.Json || !_matcher.IsOpen;
        var calls = reader.Read(_candidate, Pending[_candidate.Length..contentEnd].ToString(), isWhole);
        _candidate = default;
        if (calls.Count == 0)
        {
            // It was text all along, also whatever in it looks like a call.
            Skip(end);
            return true;
        }
        _output.AddRange(calls);
        CallCount += calls.Count;
        _pending.RemoveRange(0, end);
        _blank.Clear();
        (_hasText, _isLineStart) = (false, true);
        return true;
    }

    private bool TryFindEnd(bool isFinal, out int contentEnd, out int end)
    {
        var text = Pending;
        contentEnd = end = isFinal ? text.Length : -1;
        switch (_candidate.Kind)
        {
            case CallOpeningKind.Bare:
                contentEnd = end = _candidate.Length;
                return true;
            case CallOpeningKind.Line:
                var line = text[_candidate.Length..].IndexOf('\n');
                if (line >= 0)
                    contentEnd = end = _candidate.Length + line;
                return end >= 0;
            default:
                return TryFindJsonEnd(text, isFinal, ref contentEnd, ref end);
        }
    }

    private bool TryFindJsonEnd(ReadOnlySpan<char> text, bool isFinal, ref int contentEnd, ref int end)
    {
        while (true)
        {
            if (_matcher.IsOpen && !_matcher.Advance(text, _candidate.Closer, isFinal))
                return end >= 0;
            var at = _matcher.Position;
            if (_candidate.Closer is null && _matcher.HasValue)
            {
                contentEnd = end = at;
                return true;
            }
            while (at < text.Length && (char.IsWhiteSpace(text[at]) || (_matcher.HasValue && text[at] is ',' or ';')))
                at++;
            if (at == text.Length)
                return end >= 0;
            var rest = text[at..];
            if (_candidate.Closer is { } closer && rest.StartsWith(closer, StringComparison.Ordinal))
            {
                (contentEnd, end) = (at, at + closer.Length);
                return true;
            }
            if (rest[0] is not ('{' or '['))
                return TryFindCloser(text, at, isFinal, ref contentEnd, ref end);
            _matcher.Position = at;
            if (!_matcher.Advance(text, _candidate.Closer, isFinal))
                return end >= 0;
        }
    }

    /// <summary>What is neither a value nor the closer follows: behind values it is text, before them it belongs to what is to be closed.</summary>
    private bool TryFindCloser(ReadOnlySpan<char> text, int at, bool isFinal, ref int contentEnd, ref int end)
    {
        var closer = _candidate.Closer;
        if (closer is not null && !isFinal && text.Length - at < closer.Length && closer.AsSpan().StartsWith(text[at..], StringComparison.Ordinal))
            return false;
        var found = closer is null || _matcher.HasValue ? -1 : text[at..].IndexOf(closer, StringComparison.Ordinal);
        if (found >= 0)
            (contentEnd, end) = (at + found, at + found + closer!.Length);
        else if (_matcher.HasValue || closer is null)
            contentEnd = end = _matcher.Position;
        return end >= 0;
    }

    private void Skip(int count)
    {
        for (; count > 0 && _at < _pending.Count; count--)
        {
            var c = _pending[_at++];
            _isLineStart = c == '\n' || (_isLineStart && (char.IsWhiteSpace(c) || c is '*' or '>'));
        }
    }

    /// <summary>Lets the text up to here go. White space alone, between calls and around them, is held back and dropped.</summary>
    private void Release()
    {
        var text = Pending[.._at];
        if (!_hasText)
        {
            var blank = text.IndexOfAnyExcept(CallCount > 0 ? Separators : Separators.AsSpan(0, 4));
            if (blank >= 0)
            {
                _output.Add(new TextContent(_blank.Append(text).ToString()));
                _blank.Clear();
                _hasText = true;
            }
            else
                _blank.Append(text);
        }
        else if (text.Length > 0)
            _output.Add(new TextContent(text.ToString()));
        _pending.RemoveRange(0, _at);
        _at = 0;
    }
}
