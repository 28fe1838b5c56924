using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns;

/// <summary>Builds a text whose length script decides: every growth is announced to the machine before it is made, every character charged.</summary>
internal sealed class TextBuilder(Vm vm)
{
    private char[] _chars = [];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Written => _chars.AsSpan(0, Length);

    public void Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(Room(text.Length));
    }

    public void Append(JsString text) => Append(text.Flat(vm));

    public void Append(char c) => Room(1)[0] = c;

    public void Append(char c, int count) => Room(count).Fill(c);

    /// <summary>Takes the last characters back.</summary>
    public void Shorten(int length) => Length = length;

    /// <summary>The text as a string of the script.</summary>
    public JsString ToValue() => Length <= 1 ? JsString.Of(Written.ToString()) : vm.NewString(Written.ToString());

    public override string ToString() => Written.ToString();

    private Span<char> Room(int count)
    {
        vm.Charge(1 + (count / 8));
        var needed = (long)Length + count;
        if (needed > _chars.Length)
        {
            if (needed > JsString.MaxLength)
                throw vm.RangeError("Invalid string length: a string can have at most 536870888 characters.");
            var size = (int)Math.Min(Math.Max(Math.Max(needed, 32), _chars.Length * 2L), JsString.MaxLength);
            vm.Allocate(24 + (size * 2L));
            Array.Resize(ref _chars, size);
        }

        var room = _chars.AsSpan(Length, count);
        Length += count;
        return room;
    }
}
