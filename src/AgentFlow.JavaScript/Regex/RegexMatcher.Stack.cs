namespace AgentFlow.JavaScript.Regex;

// The stack of what to do when an instruction fails: entries of four ints, the first a place in the program or one of the kinds below.
internal sealed partial class RegexMatcher
{
    // register, its value before
    private const int UndoEntry = -1;

    // position
    private const int LookEntry = -2;

    // position, target
    private const int LookNotEntry = -3;

    // target, least position, position
    private const int GreedyEntry = -4;

    // place of the instruction, position, how many more it may take
    private const int LazyEntry = -5;

    private const int EntrySize = 4;
    private int[] _stack = [];
    private int _height;

    private void Push(int target, int position) => PushEntry(target, position, 0, 0);

    private void PushEntry(int kind, int first, int second, int third)
    {
        if (_height + EntrySize > _stack.Length)
            Grow();
        var entry = _stack.AsSpan(_height, EntrySize);
        entry[0] = kind;
        entry[1] = first;
        entry[2] = second;
        entry[3] = third;
        _height += EntrySize;
    }

    private void Grow()
    {
        var size = Math.Max(64 * EntrySize, checked(_stack.Length * 2));
        _meter.Allocate(size * 4L);
        Array.Resize(ref _stack, size);
    }

    // With nothing on the stack there is nothing to go back to, and the old value is not needed.
    private void SetRegister(int register, int value)
    {
        if (_height > 0)
            PushEntry(UndoEntry, register, _registers[register], 0);
        _registers[register] = value;
    }

    // The register takes where the entry lies; what it held before lies below that.
    private void PushLook(int kind, int register, int position, int target)
    {
        SetRegister(register, 0);
        _registers[register] = _height;
        PushEntry(kind, position, target, 0);
    }

    private bool Backtrack(ref int pc, ref int at)
    {
        while (_height > 0)
        {
            _height -= EntrySize;
            var entry = _stack.AsSpan(_height, EntrySize);
            switch (entry[0])
            {
                case UndoEntry:
                    _registers[entry[1]] = entry[2];
                    break;
                case LookEntry:
                    break;
                case LookNotEntry:
                    at = entry[1];
                    pc = entry[2];
                    return true;
                case GreedyEntry:
                    pc = entry[1];
                    at = --entry[3];
                    if (at > entry[2])
                        _height += EntrySize;
                    return true;
                case LazyEntry:
                    if (TakeOneMore(entry, ref pc, ref at))
                        return true;
                    break;
                default:
                    pc = entry[0];
                    at = entry[1];
                    return true;
            }

            if (++_steps - _charged >= ChargeEvery)
                Pay();
        }

        return false;
    }

    private bool TakeOneMore(Span<int> entry, ref int pc, ref int at)
    {
        var instruction = entry[1];
        at = entry[2];
        if (!Take((RegexOpcode)_code[instruction + 1], _code[instruction + 2], _code[instruction + 3], ref at))
            return false;
        pc = instruction + 8;
        if (_code[instruction + 5] != int.MaxValue)
            entry[3]--;
        entry[2] = at;
        if (entry[3] > 0)
            _height += EntrySize;
        return true;
    }

    // The body of a lookaround has matched: its choices are given up, but what it captured must still be undone if what follows fails.
    private int LeaveLook(int bottom)
    {
        var position = _stack[bottom + 1];
        var to = bottom;
        for (var from = bottom; from < _height; from += EntrySize)
        {
            if (_stack[from] != UndoEntry)
                continue;
            _stack.AsSpan(from, EntrySize).CopyTo(_stack.AsSpan(to));
            to += EntrySize;
        }

        _steps += (_height - bottom) / EntrySize / 4;
        _height = to;
        return position;
    }

    // The body of a negative lookaround has matched: all that it did is undone.
    private void Unwind(int bottom)
    {
        while (_height > bottom)
        {
            _height -= EntrySize;
            if (_stack[_height] == UndoEntry)
                _registers[_stack[_height + 1]] = _stack[_height + 2];
            _steps++;
        }
    }
}
