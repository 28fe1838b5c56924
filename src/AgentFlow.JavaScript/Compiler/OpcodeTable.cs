using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Compiler;

/// <summary>What an operand of an instruction is.</summary>
internal enum OperandKind : byte
{
    None,

    /// <summary>A register that is read.</summary>
    Read,

    /// <summary>A register that is written.</summary>
    Write,

    /// <summary>A register that is read and written.</summary>
    Update,

    /// <summary>The first of two registers that are read.</summary>
    ReadPair,

    /// <summary>The first of two registers that are written.</summary>
    WritePair,

    /// <summary>The first of three registers that are read and written: an iterator record with its flag.</summary>
    Record,

    /// <summary>The first register of a call window; the number of arguments is in the next operand.</summary>
    Window,

    /// <summary>The first register of a call window with an array of arguments: three registers.</summary>
    SpreadWindow,

    /// <summary>The first of a list of registers; their number is in the next operand.</summary>
    List,

    /// <summary>A register that is read, and behind it a list of as many as the next operand says.</summary>
    ListAfter,

    /// <summary>The first of a list of values for an object literal, whose index is in the next operand.</summary>
    Values,

    /// <summary>A count or a flag.</summary>
    Number,
    Immediate,
    Constant,
    Name,
    Cache,
    Function,
    Literal,
    Template,
    Captured,
    ShortTarget,

    /// <summary>Operands b and c together.</summary>
    WideTarget,
    WideConstant,
    WideImmediate,
    WideName,
    WideCache,
    WideFunction,
    WideTemplate,
}

/// <summary>The kinds of the operands of every opcode, for the disassembler and the verifier.</summary>
internal static partial class OpcodeTable
{
    private static readonly OperandKind[][] Formats = Build();

    public static ReadOnlySpan<OperandKind> Operands(Opcode op) => Formats[(int)op];

    public static bool IsKnown(Opcode op) => (int)op < Formats.Length;

    /// <summary>Whether operand c is a jump's distance. The code writer asks, who does without the table.</summary>
    public static bool IsShortJump(Opcode op) =>
        op is (>= Opcode.JumpIfLess and <= Opcode.JumpIfNotStrictEqualInt) or Opcode.IteratorNext or Opcode.IteratorUnwrap or Opcode.ForInNext;

    /// <summary>Whether execution never goes on with the following instruction.</summary>
    public static bool EndsFlow(Opcode op) =>
        op is Opcode.Jump or Opcode.Return or Opcode.ReturnUndefined or Opcode.ReturnDerived or Opcode.Throw or Opcode.ThrowError
            or Opcode.ThrowConstAssignment;

    private static OperandKind[][] Build()
    {
        var table = new OperandKind[(int)Opcode.Nop + 1][];
        Array.Fill(table, []);
        foreach (var (op, operands) in Rows())
            table[(int)op] = operands;

        return table;
    }
}
