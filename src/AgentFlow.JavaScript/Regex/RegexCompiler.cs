namespace AgentFlow.JavaScript.Regex;

/// <summary>Turns the tree of a pattern into a program.</summary>
internal sealed class RegexCompiler
{
    private readonly List<int> _code = [];
    private readonly List<CharSet> _sets = [];
    private readonly bool _ignoreCase;
    private readonly bool _unicode;
    private readonly bool _multiline;
    private int _registers;
    private int _splits;
    private bool _canRemember = true;

    private RegexCompiler(RegexFlags flags, int groups)
    {
        _ignoreCase = (flags & RegexFlags.IgnoreCase) != 0;
        _unicode = (flags & RegexFlags.Unicode) != 0;
        _multiline = (flags & RegexFlags.Multiline) != 0;
        _registers = (groups + 1) * 2;
    }

    public static RegexProgram Compile(string pattern, RegexFlags flags)
    {
        var tree = RegexParser.Parse(pattern, flags);
        var compiler = new RegexCompiler(flags, tree.GroupCount);
        compiler.Emit(RegexOpcode.Save, 0);
        compiler.Node(tree.Root, back: false);
        compiler.Emit(RegexOpcode.Save, 1);
        compiler.Emit(RegexOpcode.Match);
        var prefix = (flags & RegexFlags.IgnoreCase) != 0 ? "" : FindPrefix(tree.Root);
        return new RegexProgram(pattern, flags, tree, [.. compiler._code], [.. compiler._sets], compiler._registers, compiler._splits, compiler._canRemember, prefix,
            FirstCharacters.Of(tree.Root, flags));
    }

    // The characters that a pattern must start with, as far as they stand there in plain sight.
    private static string FindPrefix(RegexNode root)
    {
        var items = root is SequenceNode sequence ? sequence.Items : [root];
        var characters = items.TakeWhile(static i => i is CharNode { Character: < 0xD800 or (> 0xDFFF and <= 0xFFFF) }).Select(static i => (char)((CharNode)i).Character);
        return new string([.. characters]);
    }

    private int Emit(RegexOpcode op, params ReadOnlySpan<int> operands)
    {
        var at = _code.Count;
        if (at + operands.Length + 1 > RegexLimits.MaxProgram)
            throw new RegexSyntaxException("The pattern is too large.", 0);
        _code.Add((int)op);
        foreach (var operand in operands)
            _code.Add(operand);
        return at;
    }

    private void Node(RegexNode node, bool back)
    {
        switch (node)
        {
            case CharNode or SetNode:
                var (op, first, second) = CharacterTest(node, back);
                Emit(op, [first, second]);
                break;
            case SequenceNode sequence:
                for (var i = 0; i < sequence.Items.Length; i++)
                    Node(sequence.Items[back ? sequence.Items.Length - 1 - i : i], back);
                break;
            case AlternationNode alternation:
                Alternation(alternation, back);
                break;
            case GroupNode group:
                Emit(RegexOpcode.Save, (group.Index * 2) + (back ? 1 : 0));
                Node(group.Body, back);
                Emit(RegexOpcode.Save, (group.Index * 2) + (back ? 0 : 1));
                break;
            case BackreferenceNode reference:
                _canRemember = false;
                Emit(back ? RegexOpcode.BackreferenceBack : RegexOpcode.Backreference, reference.Index);
                break;
            case AssertionNode assertion:
                Emit(Assertion(assertion.Kind));
                break;
            case LookNode look:
                Look(look);
                break;
            case RepeatNode repeat:
                Repeat(repeat, back);
                break;
        }
    }

    // All that take one character have the same length, so that a repetition of one can hold it whole.
    private (RegexOpcode Op, int First, int Second) CharacterTest(RegexNode node, bool back)
    {
        if (node is CharNode single)
            return (back ? RegexOpcode.CharBack : RegexOpcode.Char, _ignoreCase ? CaseFolding.Canonicalize(single.Character, _unicode) : single.Character, 0);
        var set = (SetNode)node;
        if (set.Set is null)
            return (back ? RegexOpcode.AnyBack : RegexOpcode.Any, 0, 0);
        if (_sets.Count >= RegexLimits.MaxSets)
            throw new RegexSyntaxException("The pattern is too large: it has too many classes.", 0);
        _sets.Add(_ignoreCase ? CaseFolding.Close(set.Set, _unicode) : set.Set);
        return (back ? RegexOpcode.SetBack : RegexOpcode.Set, _sets.Count - 1, set.Inverted ? 1 : 0);
    }

    private RegexOpcode Assertion(AssertionKind kind) => kind switch
    {
        AssertionKind.Start => _multiline ? RegexOpcode.StartOfLine : RegexOpcode.Start,
        AssertionKind.End => _multiline ? RegexOpcode.EndOfLine : RegexOpcode.End,
        AssertionKind.WordBoundary => RegexOpcode.WordBoundary,
        _ => RegexOpcode.NoWordBoundary,
    };

    private void Alternation(AlternationNode alternation, bool back)
    {
        var exits = new List<int>();
        for (var i = 0; i < alternation.Items.Length - 1; i++)
        {
            var split = Emit(RegexOpcode.SplitNext, 0, _splits++);
            Node(alternation.Items[i], back);
            exits.Add(Emit(RegexOpcode.Jump, 0));
            _code[split + 1] = _code.Count;
        }

        Node(alternation.Items[^1], back);
        foreach (var exit in exits)
            _code[exit + 1] = _code.Count;
    }

    private void Look(LookNode look)
    {
        _canRemember = false;
        var register = _registers++;
        var start = look.Negative ? Emit(RegexOpcode.LookNot, register, 0) : Emit(RegexOpcode.Look, register);
        Node(look.Body, look.Behind);
        Emit(look.Negative ? RegexOpcode.LookNotEnd : RegexOpcode.LookEnd, register);
        if (look.Negative)
            _code[start + 2] = _code.Count;
    }

    private void Repeat(RepeatNode repeat, bool back)
    {
        if (repeat.Max == 0)
            return;
        if (!back && repeat.Body is CharNode or SetNode && IsOneUnit(repeat.Body))
        {
            var (op, first, second) = CharacterTest(repeat.Body, back: false);
            Emit(RegexOpcode.Repeat, (int)op, first, second, repeat.Min, repeat.Max, repeat.Greedy ? 1 : 0, _splits++);
        }
        else if (repeat is { Min: 0, Max: int.MaxValue })
        {
            Star(repeat, back);
        }
        else if (repeat is { Min: 0, Max: 1 })
        {
            Optional(repeat, back);
        }
        else if (repeat is { Min: 1, Max: int.MaxValue })
        {
            Plus(repeat, back);
        }
        else
        {
            Counted(repeat, back);
        }
    }

    // Whether the character is one code unit wherever it matches, so that a repetition can be taken back unit by unit.
    private bool IsOneUnit(RegexNode node) => !_unicode || node switch
    {
        CharNode single => single.Character <= 0xFFFF && !char.IsSurrogate((char)single.Character),
        SetNode { Inverted: false, Set: { } set } => set.Last < 0xD800,
        _ => false,
    };

    private void Forget(RepeatNode repeat)
    {
        if (repeat.GroupEnd > repeat.FirstGroup)
            Emit(RegexOpcode.Forget, repeat.FirstGroup * 2, repeat.GroupEnd * 2);
    }

    private void Optional(RepeatNode repeat, bool back)
    {
        var split = Emit(repeat.Greedy ? RegexOpcode.SplitNext : RegexOpcode.SplitTarget, 0, _splits++);
        GuardedBody(repeat, back);
        _code[split + 1] = _code.Count;
    }

    private void Star(RepeatNode repeat, bool back)
    {
        var start = Emit(repeat.Greedy ? RegexOpcode.SplitNext : RegexOpcode.SplitTarget, 0, _splits++);
        GuardedBody(repeat, back);
        Emit(RegexOpcode.Jump, start);
        _code[start + 1] = _code.Count;
    }

    // A round of a repetition that is not asked for must take something.
    private void GuardedBody(RepeatNode repeat, bool back)
    {
        Forget(repeat);
        if (!repeat.Body.IsNullable)
        {
            Node(repeat.Body, back);
            return;
        }

        var register = _registers++;
        Emit(RegexOpcode.Save, register);
        Node(repeat.Body, back);
        Emit(RegexOpcode.Progress, register);
    }

    private void Plus(RepeatNode repeat, bool back)
    {
        var start = _code.Count;
        if (!repeat.Body.IsNullable)
        {
            Forget(repeat);
            Node(repeat.Body, back);
            Emit(repeat.Greedy ? RegexOpcode.SplitTarget : RegexOpcode.SplitNext, start, _splits++);
            return;
        }

        Forget(repeat);
        Node(repeat.Body, back);
        if (_code.Count - start <= RegexLimits.MaxCopiedBody)
        {
            Star(repeat, back);
            return;
        }

        _code.RemoveRange(start, _code.Count - start);
        Counted(repeat, back);
    }

    private void Counted(RepeatNode repeat, bool back)
    {
        _canRemember = false;
        var counter = _registers++;
        Emit(RegexOpcode.Zero, counter);
        var start = Emit(RegexOpcode.Loop, counter, repeat.Min, repeat.Max, repeat.Greedy ? 1 : 0, 0);
        Forget(repeat);
        if (repeat.Body.IsNullable)
        {
            var register = _registers++;
            Emit(RegexOpcode.Save, register);
            Node(repeat.Body, back);
            Emit(RegexOpcode.ProgressBeyond, register, counter, repeat.Min);
        }
        else
        {
            Node(repeat.Body, back);
        }

        Emit(RegexOpcode.Count, counter);
        Emit(RegexOpcode.Jump, start);
        _code[start + 5] = _code.Count;
    }
}
