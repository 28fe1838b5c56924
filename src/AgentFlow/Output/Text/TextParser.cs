using System.Text;

namespace AgentFlow.Output.Text;

/// <summary>The text itself. Spaces at the ends are left out, also from partial results, so that these only ever grow.</summary>
internal sealed class TextParser : OutputParser<string>
{
    public static TextParser Instance { get; } = new();

    public override string Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Trim();
    }

    public override IPartialReader<string> CreatePartialReader() => new Reader();

    private sealed class Reader : IPartialReader<string>
    {
        private readonly StringBuilder _text = new();
        private int _certain;
        private string? _value = string.Empty;

        /// <summary>Made when it is asked for: who only passes the pieces on pays nothing for it.</summary>
        public string Value => _value ??= _text.ToString(0, _certain);

        public bool Add(ReadOnlySpan<char> delta)
        {
            if (_text.Length == 0)
                delta = delta.TrimStart();
            _text.Append(delta);
            var trimmed = delta.TrimEnd().Length;
            if (trimmed == 0)
                return false;
            _certain = _text.Length - delta.Length + trimmed;
            _value = null;
            return true;
        }
    }
}
