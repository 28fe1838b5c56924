using System.Text;

namespace AgentFlow.Prompts.Formats;

/// <summary>Collects segments; text that adjoins becomes one, and variables get their places.</summary>
internal sealed class FStringBuilder
{
    private readonly List<FStringSegment> _segments = [];
    private readonly List<string> _variables = [];
    private readonly StringBuilder _text = new();

    public void Add(FStringSegment segment)
    {
        if (segment.Literal is { } literal)
            AddText(literal.Text);
        else
            AddVariable(segment.Variable!, segment.Format);
    }

    public void AddText(ReadOnlySpan<char> text) => _text.Append(text);

    public void AddVariable(string name, string? format)
    {
        EndText();
        var interned = string.Intern(name);
        var place = _variables.IndexOf(interned);
        if (place < 0)
        {
            place = _variables.Count;
            _variables.Add(interned);
        }
        _segments.Add(new(null, interned, place, format));
    }

    public FStringBody Build()
    {
        EndText();
        return new([.. _segments], _variables);
    }

    private void EndText()
    {
        if (_text.Length > 0)
            _segments.Add(new(new Literal(_text.ToString()), null, 0, null));
        _text.Clear();
    }
}
