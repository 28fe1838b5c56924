namespace AgentFlow.JsonSchema.Repair;

/// <summary>Counts lines and columns of places in a text that are asked for in ascending order, in one pass.</summary>
internal ref struct TextPositions
{
    private readonly ReadOnlySpan<byte> _text;
    private int _at;
    private int _line = 1;
    private int _column = 1;

    public TextPositions(ReadOnlySpan<byte> text) => _text = text;

    public JsonPosition At(int offset)
    {
        offset = Math.Min(offset, _text.Length);
        for (; _at < offset; _at++)
        {
            if (_text[_at] == '\n')
                (_line, _column) = (_line + 1, 1);
            else if ((_text[_at] & 0xC0) != 0x80)
                _column++;
        }
        return new JsonPosition(offset, _line, _column);
    }
}
