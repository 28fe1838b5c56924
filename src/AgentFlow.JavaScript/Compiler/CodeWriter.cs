using System.Numerics;
using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Compiler;

/// <summary>Collects the instructions, constants, names, handlers and positions of one function.</summary>
internal sealed class CodeWriter(int functionStart)
{
    private const int OperandLimit = ushort.MaxValue;
    private const int MaxInstructions = 500_000;

    private readonly List<ulong> _code = [];
    private readonly List<object> _constants = [];
    private readonly Dictionary<object, int> _constantIndex = [];
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _nameIndex = [];
    private readonly List<int> _cacheNames = [];
    private readonly Dictionary<string, int> _globalCaches = [];
    private readonly List<int[]> _literals = [];
    private readonly Dictionary<string, int> _literalIndex = [];
    private readonly List<CodePosition> _positions = [];

    public List<ExceptionHandler> Handlers { get; } = [];

    public int[][] ObjectLiterals => [.. _literals];

    public List<TemplateStrings> Templates { get; } = [];

    /// <summary>The index of the next instruction.</summary>
    public int Position => _code.Count;

    public ulong[] Instructions => [.. _code];

    public object[] Constants => [.. _constants];

    public string[] Names => [.. _names];

    public int[] CacheNames => [.. _cacheNames];

    public CodePosition[] Positions => [.. _positions];

    public void Emit(Opcode op, int a = 0, int b = 0, int c = 0) => Add(Instruction.Encode(op, a, b, c));

    public void EmitWide(Opcode op, int a, int bc) => Add(Instruction.EncodeWide(op, a, bc));

    private void Add(ulong instruction)
    {
        // A return out of many loops closes them all, so that code can be much longer than its source.
        if (_code.Count >= MaxInstructions)
            throw new CodeTooLargeException("statements that leave others", functionStart);

        _code.Add(instruction);
    }

    /// <summary>Emits a jump whose target is absolute.</summary>
    public void Jump(Opcode op, int a, Label target)
    {
        if (!target.IsPlaced)
            target.Uses.Add(Position);

        EmitWide(op, a, target.Position);
    }

    /// <summary>Emits a jump whose target is a short distance in operand c.</summary>
    public void ShortJump(Opcode op, int a, int b, Label target)
    {
        if (!target.IsPlaced)
            target.Uses.Add(Position);

        Emit(op, a, b, target.IsPlaced ? Distance(Position, target.Position) : 0);
    }

    public void Place(Label label)
    {
        label.Position = Position;
        foreach (var use in label.Uses)
        {
            var instruction = _code[use];
            _code[use] = OpcodeTable.IsShortJump(Instruction.Op(instruction))
                ? Instruction.Encode(Instruction.Op(instruction), Instruction.A(instruction), Instruction.B(instruction), Distance(use, Position))
                : Instruction.EncodeWide(Instruction.Op(instruction), Instruction.A(instruction), Position);
        }
    }

    private static int Distance(int from, int to)
    {
        var distance = to - from - 1;

        return distance is >= short.MinValue and <= short.MaxValue ? distance : throw new ShortJumpException();
    }

    /// <summary>Notes that the next instruction belongs to a source offset, and what text an error of it is about.</summary>
    public void At(int offset, int subjectStart, int subjectEnd)
    {
        if (_positions.Count > 0 && _positions[^1].Pc == Position)
            _positions.RemoveAt(_positions.Count - 1);

        _positions.Add(new CodePosition(Position, offset, subjectStart, subjectEnd));
    }

    public int Constant(double value) => Constant(value, BitConverter.DoubleToInt64Bits(value));

    public int Constant(string value) => Constant(value, value);

    public int Constant(BigInteger value) => Constant(value, value);

    // Numbers are looked up by their bits: 0 and -0 are equal, but not the same constant.
    private int Constant(object value, object key)
    {
        if (!_constantIndex.TryGetValue(key, out var index))
        {
            _constantIndex.Add(key, index = _constants.Count);
            _constants.Add(value);
        }

        return index;
    }

    /// <summary>The index of a name, for operands of 16 bits.</summary>
    public int Name(string name)
    {
        if (!_nameIndex.TryGetValue(name, out var index))
        {
            _nameIndex.Add(name, index = Checked(_names.Count, "different names"));
            _names.Add(name);
        }

        return index;
    }

    /// <summary>A new inline-cache site for a name.</summary>
    public int Cache(string name)
    {
        _cacheNames.Add(Name(name));

        return Checked(_cacheNames.Count - 1, "property accesses");
    }

    /// <summary>The inline-cache site of a global: one for all its uses, since there is only one global object.</summary>
    public int GlobalCache(string name)
    {
        if (!_globalCaches.TryGetValue(name, out var site))
            _globalCaches.Add(name, site = Cache(name));

        return site;
    }

    /// <summary>The index of an object literal's list of keys; literals with the same keys share it, and the shape that the machine keeps with it.</summary>
    public int ObjectLiteral(int[] names)
    {
        var key = string.Join(',', names);
        if (!_literalIndex.TryGetValue(key, out var index))
        {
            _literalIndex.Add(key, index = Checked(_literals.Count, "object literals of different keys"));
            _literals.Add(names);
        }

        return index;
    }

    public int Checked(int operand, string what) =>
        operand <= OperandLimit ? operand : throw new CodeTooLargeException(what, functionStart);
}
