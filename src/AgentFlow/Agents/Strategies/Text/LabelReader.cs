using System.Text;

namespace AgentFlow.Agents.Strategies;

/// <summary>
/// Cuts a model's text, as it arrives, into labelled sections, which put together are the text again. What comes out does not depend on where the
/// text was split.
/// </summary>
internal sealed class LabelReader(ITextProtocol protocol)
{
    private const int LongestLabel = 80;

    private readonly List<LabelledSection> _sections = [new(ProtocolLabel.None)];
    private readonly StringBuilder _line = new();
    private bool _isDecided;

    /// <summary>All sections so far; the last one goes on.</summary>
    public IReadOnlyList<LabelledSection> Sections => _sections;

    public void Feed(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var newLine = text.IndexOf('\n', start);
            var end = newLine < 0 ? text.Length : newLine + 1;
            Take(text[start..end], isWhole: newLine >= 0);
            start = end;
        }
    }

    public void Finish()
    {
        if (_line.Length > 0 && !_isDecided)
            Decide(isWhole: true);
        _line.Clear();
    }

    private void Take(string piece, bool isWhole)
    {
        if (_sections[^1].Label == ProtocolLabel.Answer || _isDecided)
        {
            _sections[^1].Append(piece);
        }
        else
        {
            _line.Append(piece);
            if (isWhole || _line.Length <= LongestLabel)
                Decide(isWhole);
        }
        if (!isWhole)
            return;
        _line.Clear();
        _isDecided = false;
    }

    private void Decide(bool isWhole)
    {
        var line = _line.ToString();
        if (protocol.Match(line, _sections[^1].Label, isWhole) is { } match)
            _sections.Add(new LabelledSection(match.Label) { LabelLength = match.Length });
        else if (!isWhole)
            return;
        _sections[^1].Append(line);
        _isDecided = true;
    }
}
