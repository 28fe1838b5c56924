using System.Globalization;
using System.Text;
using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Compiler;

/// <summary>Writes a block's code as text, for tests and for reading.</summary>
internal static class Disassembler
{
    public static string Write(CodeBlock block)
    {
        StringBuilder text = new();
        Stack<CodeBlock> waiting = new([block]);
        while (waiting.TryPop(out var next))
        {
            WriteBlock(text, next);
            foreach (var inner in next.Functions.Reverse())
                waiting.Push(inner);
        }

        return text.ToString();
    }

    private static void WriteBlock(StringBuilder text, CodeBlock block)
    {
        var name = block.Name.Length == 0 ? "(anonymous)" : block.Name;
        text.Append(CultureInfo.InvariantCulture, $"{block.Kind} {name}");
        if (block.Flags != CodeFlags.None)
            text.Append(CultureInfo.InvariantCulture, $" [{block.Flags}]");

        text.Append(CultureInfo.InvariantCulture, $" parameters {block.ParameterCount}, registers {block.RegisterCount}");
        if (block.Captures.Length > 0)
            text.Append(" captures ").AppendJoin(", ", block.Captures.Select(static c => c.FromRegister ? $"r{c.Index}" : $"cell {c.Index}"));

        text.Append('\n');
        for (var pc = 0; pc < block.Instructions.Length; pc++)
            text.Append(CultureInfo.InvariantCulture, $"{pc,5}  ").Append(Write(block, pc)).Append('\n');

        foreach (var handler in block.Handlers)
            text.Append(CultureInfo.InvariantCulture, $"       [{handler.From}, {handler.To}) -> {handler.Target}, r{handler.Register}\n");
    }

    /// <summary>One instruction as text.</summary>
    public static string Write(CodeBlock block, int pc)
    {
        var instruction = block.Instructions[pc];
        var op = Instruction.Op(instruction);
        List<string> operands = [];
        ReadOnlySpan<int> values = [Instruction.A(instruction), Instruction.B(instruction), Instruction.C(instruction)];
        var kinds = OpcodeTable.Operands(op);
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] != OperandKind.None)
                operands.Add(Operand(block, pc, kinds[i], values[i]));
        }

        return operands.Count == 0 ? op.ToString() : $"{op} {string.Join(", ", operands)}";
    }

    private static string Operand(CodeBlock block, int pc, OperandKind kind, int value)
    {
        var instruction = block.Instructions[pc];
        var wide = Instruction.Wide(instruction);

        return kind switch
        {
            OperandKind.Immediate => ((short)value).ToString(CultureInfo.InvariantCulture),
            OperandKind.Number => value.ToString(CultureInfo.InvariantCulture),
            OperandKind.WideImmediate => wide.ToString(CultureInfo.InvariantCulture),
            OperandKind.ShortTarget => $"->{pc + 1 + Instruction.SignedC(instruction)}",
            OperandKind.WideTarget => $"->{wide}",
            OperandKind.Constant => Constant(block.Constants[value]),
            OperandKind.WideConstant => Constant(block.Constants[wide]),
            OperandKind.Name => block.Names[value],
            OperandKind.WideName => block.Names[wide],
            OperandKind.Cache => $"{block.Names[block.CacheNames[value]]} @{value}",
            OperandKind.WideCache => $"{block.Names[block.CacheNames[wide]]} @{wide}",
            OperandKind.Literal => "{" + string.Join(", ", block.ObjectLiterals[value].Select(name => block.Names[name])) + "}",
            OperandKind.Function => $"function {block.Functions[value].Name}",
            OperandKind.WideFunction => $"function {block.Functions[wide].Name}",
            OperandKind.WideTemplate => $"template {wide}",
            OperandKind.Captured => $"cell {value}",
            _ => $"r{value}",
        };
    }

    private static string Constant(object constant) => constant switch
    {
        string text => $"'{text}'",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => constant.ToString() ?? "",
    };
}
