namespace AgentFlow.JavaScript.Machine;

/// <summary>
/// One instruction: 64 bits, <c>op</c> in bits 0-15, <c>a</c> in 16-31, <c>b</c> in 32-47, <c>c</c> in 48-63. Two wide forms share the upper
/// half: <c>bc</c> is bits 32-63 as one signed number (an absolute jump target, a constant's index, a small integer), and a short jump reads
/// <c>c</c> as a signed distance from the instruction that follows.
/// </summary>
internal static class Instruction
{
    public static ulong Encode(Opcode op, int a = 0, int b = 0, int c = 0) =>
        (ushort)op | ((ulong)(ushort)a << 16) | ((ulong)(ushort)b << 32) | ((ulong)(ushort)c << 48);

    public static ulong EncodeWide(Opcode op, int a, int bc) =>
        (ushort)op | ((ulong)(ushort)a << 16) | ((ulong)(uint)bc << 32);

    public static Opcode Op(ulong instruction) => (Opcode)(ushort)instruction;

    public static int A(ulong instruction) => (ushort)(instruction >> 16);

    public static int B(ulong instruction) => (ushort)(instruction >> 32);

    public static int C(ulong instruction) => (int)(instruction >> 48);

    /// <summary>b as a signed number: an immediate operand.</summary>
    public static int SignedB(ulong instruction) => (short)(instruction >> 32);

    /// <summary>c as a signed number: an immediate operand, or a jump's distance from the following instruction.</summary>
    public static int SignedC(ulong instruction) => (int)((long)instruction >> 48);

    /// <summary>b and c as one number: a jump's absolute target, a constant's index, an integer.</summary>
    public static int Wide(ulong instruction) => (int)(instruction >> 32);
}
