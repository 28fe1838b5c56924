using System.Globalization;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns;

/// <summary>Builds a text whose length script decides: every growth is announced to the machine before it is made, every character charged.
/// Long texts are kept in chunks, so that nothing is copied before the end.</summary>
internal sealed class TextBuilder(Vm vm)
{
    private const int FirstChunk = 32;
    private const int MaxChunk = 16_384;

    private char[] _chunk = [];
    private int _used;
    private List<char[]>? _full;
    private int _fullLength;

    public int Length => _fullLength + _used;

    public void Append(ReadOnlySpan<char> text)
    {
        vm.Charge(1 + (text.Length / 8));
        while (text.Length > _chunk.Length - _used)
        {
            var fits = _chunk.Length - _used;
            text[..fits].CopyTo(_chunk.AsSpan(_used));
            text = text[fits..];
            _used += fits;
            Grow(text.Length);
        }

        text.CopyTo(_chunk.AsSpan(_used));
        _used += text.Length;
    }

    public void Append(JsString text) => Append(text.Flat(vm));

    public void Append(char c)
    {
        vm.Charge(1);
        if (_used == _chunk.Length)
            Grow(1);
        _chunk[_used++] = c;
    }

    /// <summary>Appends a whole number without making a string of it.</summary>
    public void Append(int number)
    {
        Span<char> digits = stackalloc char[11];
        number.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        Append(digits[..length]);
    }

    /// <summary>The text as a string of the script.</summary>
    public JsString ToValue()
    {
        if (Length <= 1)
            return JsString.Of(ToString());
        vm.Allocate(JsString.HeaderBytes + JsString.TextBytes(Length));
        return JsString.Of(ToString());
    }

    public override string ToString() => _full is null ? new string(_chunk, 0, _used) : string.Create(Length, this, static (span, builder) =>
    {
        foreach (var chunk in builder._full!)
        {
            chunk.CopyTo(span);
            span = span[chunk.Length..];
        }

        builder._chunk.AsSpan(0, builder._used).CopyTo(span);
    });

    /// <summary>Makes room behind a chunk that is full: small ones are doubled, large ones kept.</summary>
    private void Grow(int needed)
    {
        if ((long)Length + needed > JsString.MaxLength)
            throw vm.RangeError("Invalid string length: a string can have at most 536870888 characters.");
        if (_full is null && Length + needed <= MaxChunk)
        {
            var size = Math.Min(MaxChunk, Math.Max(Math.Max(FirstChunk, Length + needed), _chunk.Length * 2));
            vm.Allocate(24 + (size * 2L));
            Array.Resize(ref _chunk, size);
            return;
        }

        vm.Allocate(32 + (MaxChunk * 2L));
        if (_used > 0)
        {
            // Every chunk on the list is full: this is only called when the last one is.
            (_full ??= []).Add(_chunk);
            _fullLength += _used;
        }

        _chunk = new char[MaxChunk];
        _used = 0;
    }
}
