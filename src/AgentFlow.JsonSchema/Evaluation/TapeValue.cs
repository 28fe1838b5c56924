using System.Text.Json;

namespace AgentFlow.JsonSchema.Evaluation;

/// <summary>A value on a <see cref="JsonTape"/>.</summary>
internal readonly ref struct TapeValue(
    ReadOnlySpan<byte> text, ReadOnlySpan<TapeToken> tokens, int index) : IJsonValue<TapeMembers, TapeItems>
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly ReadOnlySpan<TapeToken> _tokens = tokens;

    public JsonValueKind Kind => _tokens[index].Kind;

    public ReadOnlySpan<byte> Raw => _text.Slice(_tokens[index].Start, _tokens[index].Length);

    public int Count => _tokens[index].Count;

    public TapeMembers Members() => new(_text, _tokens, index);

    public TapeItems Items() => new(_text, _tokens, index);
}

internal ref struct TapeMembers(ReadOnlySpan<byte> text, ReadOnlySpan<TapeToken> tokens, int index) : IJsonMembers<TapeValue>
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly ReadOnlySpan<TapeToken> _tokens = tokens;
    private readonly int _end = tokens[index].Next;
    private int _name;

    public readonly TapeValue Current => new(_text, _tokens, _name + 1);

    public readonly ReadOnlySpan<byte> RawName => _text.Slice(_tokens[_name].Start, _tokens[_name].Length);

    public bool MoveNext()
    {
        _name = _name == 0 ? index + 1 : _tokens[_name + 1].Next;
        return _name < _end;
    }
}

internal ref struct TapeItems(ReadOnlySpan<byte> text, ReadOnlySpan<TapeToken> tokens, int index) : IJsonItems<TapeValue>
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly ReadOnlySpan<TapeToken> _tokens = tokens;
    private readonly int _end = tokens[index].Next;
    private int _item;

    public readonly TapeValue Current => new(_text, _tokens, _item);

    public bool MoveNext()
    {
        _item = _item == 0 ? index + 1 : _tokens[_item].Next;
        return _item < _end;
    }
}
