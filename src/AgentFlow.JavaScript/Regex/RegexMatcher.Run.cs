namespace AgentFlow.JavaScript.Regex;

internal sealed partial class RegexMatcher
{
    // The loop. A failing instruction leaves ok false; then the stack says where to go on.
    private bool Run(int start)
    {
        var code = _code;
        var (pc, at) = (0, start);
        while (true)
        {
            if (++_steps - _charged >= ChargeEvery)
                Pay();
            bool ok;
            switch ((RegexOpcode)code[pc])
            {
                case RegexOpcode.Match:
                    return true;
                case RegexOpcode.Char or RegexOpcode.Set or RegexOpcode.Any or RegexOpcode.CharBack or RegexOpcode.SetBack or RegexOpcode.AnyBack:
                    ok = Take((RegexOpcode)code[pc], code[pc + 1], code[pc + 2], ref at);
                    pc += 3;
                    break;
                case RegexOpcode.Jump:
                    ok = true;
                    pc = code[pc + 1];
                    break;
                case RegexOpcode.SplitNext:
                    ok = !Visit(code[pc + 2], at);
                    if (ok)
                        Push(code[pc + 1], at);
                    pc += 3;
                    break;
                case RegexOpcode.SplitTarget:
                    ok = !Visit(code[pc + 2], at);
                    if (ok)
                        Push(pc + 3, at);
                    pc = code[pc + 1];
                    break;
                case RegexOpcode.Save:
                    ok = true;
                    SetRegister(code[pc + 1], at);
                    pc += 2;
                    break;
                case RegexOpcode.Repeat:
                    ok = Repeat(pc, ref at);
                    pc += 8;
                    break;
                default:
                    ok = Rare(ref pc, ref at);
                    break;
            }

            if (!ok && !Backtrack(ref pc, ref at))
                return false;
        }
    }

    // Instructions that are seldom on the way. Moves pc on.
    private bool Rare(ref int pc, ref int at)
    {
        var code = _code;
        var op = (RegexOpcode)code[pc];
        var first = code[pc + 1];
        switch (op)
        {
            case RegexOpcode.Forget:
                for (var i = first; i < code[pc + 2]; i++)
                    SetRegister(i, -1);
                _steps += (code[pc + 2] - first) / 2;
                pc += 3;
                return true;
            case RegexOpcode.Zero:
                SetRegister(first, 0);
                pc += 2;
                return true;
            case RegexOpcode.Count:
                SetRegister(first, _registers[first] + 1);
                pc += 2;
                return true;
            case RegexOpcode.Loop:
                Loop(ref pc, at);
                return true;
            case RegexOpcode.Progress:
                pc += 2;
                return _registers[first] != at;
            case RegexOpcode.ProgressBeyond:
                var isAskedFor = _registers[code[pc + 2]] < code[pc + 3];
                pc += 4;
                return isAskedFor || _registers[first] != at;
            case RegexOpcode.Backreference or RegexOpcode.BackreferenceBack:
                pc += 2;
                return TakeGroup(first, back: op == RegexOpcode.BackreferenceBack, ref at);
            case RegexOpcode.Look:
                PushLook(LookEntry, first, at, 0);
                pc += 2;
                return true;
            case RegexOpcode.LookNot:
                PushLook(LookNotEntry, first, at, code[pc + 2]);
                pc += 3;
                return true;
            case RegexOpcode.LookEnd:
                at = LeaveLook(_registers[first]);
                pc += 2;
                return true;
            case RegexOpcode.LookNotEnd:
                Unwind(_registers[first]);
                return false;
            default:
                pc += 1;
                return Holds(op, at);
        }
    }

    private void Loop(ref int pc, int at)
    {
        var count = _registers[_code[pc + 1]];
        var (min, max, greedy, after) = (_code[pc + 2], _code[pc + 3], _code[pc + 4] != 0, _code[pc + 5]);
        var body = pc + 6;
        if (count < min)
        {
            pc = body;
        }
        else if (count >= max)
        {
            pc = after;
        }
        else
        {
            Push(greedy ? after : body, at);
            pc = greedy ? body : after;
        }
    }

    private bool Holds(RegexOpcode assertion, int at) => assertion switch
    {
        RegexOpcode.Start => at == 0,
        RegexOpcode.StartOfLine => at == 0 || IsLineEnd(_input[at - 1]),
        RegexOpcode.End => at == _input.Length,
        RegexOpcode.EndOfLine => at == _input.Length || IsLineEnd(_input[at]),
        RegexOpcode.WordBoundary => IsWord(at - 1) != IsWord(at),
        _ => IsWord(at - 1) == IsWord(at),
    };

    private bool IsWord(int at)
    {
        if ((uint)at >= (uint)_input.Length)
            return false;
        return (_ignoreCase && _unicode ? CharSets.FoldedWord : CharSets.Word).Contains(_input[at]);
    }

    private static bool IsLineEnd(int c) => c is '\n' or '\r' or 0x2028 or 0x2029;

    // A repetition of one character: takes as many as it may, or as few, and leaves one entry on the stack for all the other counts.
    private bool Repeat(int pc, ref int at)
    {
        var code = _code;
        var (op, first, second) = ((RegexOpcode)code[pc + 1], code[pc + 2], code[pc + 3]);
        var (min, max, greedy) = (code[pc + 4], code[pc + 5], code[pc + 6] != 0);
        if (Visit(code[pc + 7], at))
            return false;
        var start = at;
        var wanted = greedy ? max : min;
        var taken = op == RegexOpcode.Set && !_ignoreCase && !_unicode ? TakeMany(first, second != 0, wanted, ref at) : 0;
        while (taken < wanted && Take(op, first, second, ref at))
            taken++;
        _steps += taken / 4;
        if (taken < min)
            return false;
        if (greedy && taken > min)
            PushEntry(GreedyEntry, pc + 8, start + min, at);
        else if (!greedy && max > min)
            PushEntry(LazyEntry, pc, at, max - min);
        return true;
    }

    // The frequent case of a repetition, in a loop of its own.
    private int TakeMany(int set, bool inverted, int wanted, ref int at)
    {
        var members = _program.Sets[set];
        var rest = _input.AsSpan(at, Math.Min(wanted, _input.Length - at));
        var taken = 0;
        while (taken < rest.Length && members.Contains(rest[taken]) != inverted)
            taken++;
        at += taken;
        return taken;
    }

    private bool Take(RegexOpcode op, int first, int second, ref int at)
    {
        if (op is RegexOpcode.CharBack or RegexOpcode.SetBack or RegexOpcode.AnyBack)
        {
            if (at == 0)
                return false;
            int before = _input[at - 1];
            var width = 1;
            if (_unicode && char.IsLowSurrogate((char)before) && at > 1 && char.IsHighSurrogate(_input[at - 2]))
                (before, width) = (char.ConvertToUtf32(_input[at - 2], (char)before), 2);
            at -= width;
            return Fits(op - 1, first, second, before);
        }

        if (at >= _input.Length)
            return false;
        int c = _input[at];
        if (_unicode && char.IsHighSurrogate((char)c) && at + 1 < _input.Length && char.IsLowSurrogate(_input[at + 1]))
        {
            c = char.ConvertToUtf32((char)c, _input[at + 1]);
            if (!Fits(op, first, second, c))
                return false;
            at += 2;
            return true;
        }

        if (!Fits(op, first, second, c))
            return false;
        at++;
        return true;
    }

    private bool Fits(RegexOpcode op, int first, int second, int c)
    {
        if (op == RegexOpcode.Any)
            return !IsLineEnd(c);
        if (_ignoreCase)
            c = CaseFolding.Canonicalize(c, _unicode);
        return op == RegexOpcode.Char ? c == first : _program.Sets[first].Contains(c) != (second != 0);
    }

    private bool TakeGroup(int group, bool back, ref int at)
    {
        var (start, end) = (_registers[group * 2], _registers[(group * 2) + 1]);
        if (start < 0 || end < 0)
            return true;
        var length = end - start;
        var from = back ? at - length : at;
        if (from < 0 || from + length > _input.Length)
            return false;
        _steps += length / 4;
        if (!SameText(start, from, length))
            return false;
        at = back ? from : from + length;
        return true;
    }

    private bool SameText(int first, int second, int length)
    {
        if (!_ignoreCase)
            return _input.AsSpan(first, length).SequenceEqual(_input.AsSpan(second, length));
        for (var i = 0; i < length; i++)
        {
            if (CharacterAt(first + i, first + length, out var width) != CharacterAt(second + i, second + length, out _))
                return false;
            i += width - 1;
        }

        return true;
    }

    private int CharacterAt(int at, int end, out int width)
    {
        width = 1;
        int c = _input[at];
        if (_unicode && at + 1 < end && char.IsHighSurrogate((char)c) && char.IsLowSurrogate(_input[at + 1]))
            (c, width) = (char.ConvertToUtf32((char)c, _input[at + 1]), 2);
        return CaseFolding.Canonicalize(c, _unicode);
    }
}
