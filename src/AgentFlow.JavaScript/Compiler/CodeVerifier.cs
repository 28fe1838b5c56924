using System.Diagnostics;
using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Compiler;

/// <summary>Checks that a block's operands stay within it: registers, constants, names, sites, jump targets, handlers. The machine relies on it.</summary>
internal static class CodeVerifier
{
    /// <summary>In debug builds: throws when the block is wrong, which is a mistake of the compiler.</summary>
    [Conditional("DEBUG")]
    public static void Check(CodeBlock block)
    {
        if (Verify(block) is { } problem)
            throw new InvalidOperationException($"The compiler made wrong code for '{block.Name}': {problem}");
    }

    /// <summary>What is wrong with a block, or null.</summary>
    public static string? Verify(CodeBlock block)
    {
        var code = block.Instructions;
        if (code.Length == 0 || !OpcodeTable.EndsFlow(Instruction.Op(code[^1])))
            return "the end can be run over";

        for (var pc = 0; pc < code.Length; pc++)
        {
            if (!OpcodeTable.IsKnown(Instruction.Op(code[pc])))
                return $"unknown opcode at {pc}";

            if (Operands(block, pc) is { } problem)
                return $"{problem} at {pc}: {Instruction.Op(code[pc])}";
        }

        return Handlers(block);
    }

    private static string? Operands(CodeBlock block, int pc)
    {
        var instruction = block.Instructions[pc];
        var kinds = OpcodeTable.Operands(Instruction.Op(instruction));
        ReadOnlySpan<int> values = [Instruction.A(instruction), Instruction.B(instruction), Instruction.C(instruction)];
        for (var i = 0; i < kinds.Length; i++)
        {
            var next = i < 2 ? values[i + 1] : 0;
            if (!IsValid(block, pc, kinds[i], values[i], next))
                return $"operand {"abc"[i]} ({kinds[i]}) is out of range";
        }

        return null;
    }

    private static bool IsValid(CodeBlock block, int pc, OperandKind kind, int value, int next)
    {
        var wide = Instruction.Wide(block.Instructions[pc]);
        var last = LastRegister(block, kind, value, next);

        return kind switch
        {
            _ when last >= 0 => last < block.RegisterCount,
            OperandKind.Constant => value < block.Constants.Length,
            OperandKind.Name => value < block.Names.Length,
            OperandKind.Cache => value < block.CacheNames.Length,
            OperandKind.Function => value < block.Functions.Length,
            OperandKind.Literal => value < block.ObjectLiterals.Length,
            OperandKind.Template => value < block.Templates.Length,
            OperandKind.Captured => value < block.Captures.Length,
            OperandKind.ShortTarget => IsInstruction(block, pc + 1 + Instruction.SignedC(block.Instructions[pc])),
            OperandKind.WideTarget => IsInstruction(block, wide),
            OperandKind.WideConstant => (uint)wide < (uint)block.Constants.Length,
            OperandKind.WideName => (uint)wide < (uint)block.Names.Length,
            OperandKind.WideCache => (uint)wide < (uint)block.CacheNames.Length,
            OperandKind.WideFunction => (uint)wide < (uint)block.Functions.Length,
            OperandKind.WideTemplate => (uint)wide < (uint)block.Templates.Length,
            _ => true,
        };
    }

    /// <summary>The last register that an operand means, or -1 when it means none.</summary>
    private static int LastRegister(CodeBlock block, OperandKind kind, int value, int next) => kind switch
    {
        OperandKind.Read or OperandKind.Write or OperandKind.Update => value,
        OperandKind.ReadPair or OperandKind.WritePair => value + 1,
        OperandKind.Record or OperandKind.SpreadWindow => value + 2,
        OperandKind.Window => value + 1 + next,
        OperandKind.List => value + Math.Max(next - 1, 0),
        OperandKind.ListAfter => value + next,
        OperandKind.Values => next < block.ObjectLiterals.Length ? value + block.ObjectLiterals[next].Length - 1 : int.MaxValue,
        _ => -1,
    };

    private static bool IsInstruction(CodeBlock block, int pc) => pc >= 0 && pc < block.Instructions.Length;

    private static string? Handlers(CodeBlock block)
    {
        foreach (var handler in block.Handlers)
        {
            if (!IsInstruction(block, handler.From) || handler.To <= handler.From || handler.To > block.Instructions.Length)
                return "a handler's range is empty or out of the code";

            if (!IsInstruction(block, handler.Target) || handler.Register >= block.RegisterCount)
                return "a handler's target or register is out of range";
        }

        return null;
    }
}
