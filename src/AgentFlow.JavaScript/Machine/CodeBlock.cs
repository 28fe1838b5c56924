using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Machine;

/// <summary>
/// The code of one function, as the compiler leaves it: immutable, of plain .NET data only, and independent of any machine, so that one compiled source
/// serves many machines. What a machine adds (constants as values, inline caches, shapes of literals, template objects) it keeps beside it.
/// </summary>
internal sealed class CodeBlock
{
    public required CodeKind Kind { get; init; }

    public CodeFlags Flags { get; init; }

    /// <summary>The function's name property; empty for anonymous ones.</summary>
    public string Name { get; init; } = "";

    /// <summary>The function's length property: parameters before the first default or rest.</summary>
    public int Length { get; init; }

    /// <summary>Registers of formal parameters, from r2 on, without the rest parameter.</summary>
    public int ParameterCount { get; init; }

    /// <summary>All registers of a frame, r0 and r1 included; call windows lie within.</summary>
    public required int RegisterCount { get; init; }

    public required ulong[] Instructions { get; init; }

    /// <summary>Constants: <see cref="double"/>, <see cref="string"/> or <see cref="System.Numerics.BigInteger"/>.</summary>
    public object[] Constants { get; init; } = [];

    /// <summary>Names of properties and globals, without duplicates.</summary>
    public string[] Names { get; init; } = [];

    /// <summary>For every inline-cache site the index of its name in <see cref="Names"/>; its length is the number of sites.</summary>
    public int[] CacheNames { get; init; } = [];

    /// <summary>Key lists of object literals, as indices into <see cref="Names"/>.</summary>
    public int[][] ObjectLiterals { get; init; } = [];

    public TemplateStrings[] Templates { get; init; } = [];

    public CodeBlock[] Functions { get; init; } = [];

    /// <summary>Where a closure of this block takes its cells from, in order of their numbers, when it is made in the enclosing frame.</summary>
    public Capture[] Captures { get; init; } = [];

    /// <summary>Handlers, innermost first: the first whose range holds the throwing instruction takes the exception.</summary>
    public ExceptionHandler[] Handlers { get; init; } = [];

    /// <summary>Source positions by instruction, ascending; an instruction without an entry has that of the nearest before it.</summary>
    public CodePosition[] Positions { get; init; } = [];

    /// <summary>The whole source that this block was compiled from; the function's own text is <see cref="Start"/> to <see cref="End"/>.</summary>
    public required SourceText Source { get; init; }

    public int Start { get; init; }

    public int End { get; init; }

    /// <summary>For a program: whether its value is what it exports by default, to be called where it is a function.</summary>
    public bool ExportsDefault { get; init; }

    public bool IsAsync => (Flags & CodeFlags.Async) != 0;

    public bool IsGenerator => (Flags & CodeFlags.Generator) != 0;

    public bool NeedsArguments => (Flags & CodeFlags.NeedsArguments) != 0;

    /// <summary>Whether <c>new</c> may be applied to a closure of this block.</summary>
    public bool IsConstructor => Kind switch
    {
        CodeKind.ClassConstructor or CodeKind.DerivedConstructor => true,
        CodeKind.Function => (Flags & (CodeFlags.Async | CodeFlags.Generator)) == 0,
        _ => false,
    };

    /// <summary>What this block and all blocks within weigh, about.</summary>
    public long TotalBytes()
    {
        var bytes = 0L;
        var pending = new Stack<CodeBlock>([this]);
        while (pending.TryPop(out var block))
        {
            bytes += 300 + (block.Instructions.Length * 8L) + (block.Positions.Length * 16L) + (block.Constants.Length * 40L) + (block.Names.Length * 40L)
                + (block.CacheNames.Length * 4L) + (block.Functions.Length * 8L) + (block.Captures.Length * 8L) + (block.Handlers.Length * 16L);
            foreach (var keys in block.ObjectLiterals)
                bytes += 32 + (keys.Length * 4L);
            foreach (var inner in block.Functions)
                pending.Push(inner);
        }

        return bytes;
    }

    /// <summary>The source position of the instruction at <paramref name="pc"/>.</summary>
    public CodePosition PositionAt(int pc)
    {
        int low = 0, high = Positions.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (Positions[middle].Pc <= pc)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return high < 0 ? new CodePosition(pc, Start, Start, Start) : Positions[high];
    }

    /// <summary>The source text that an error at <paramref name="pc"/> is about (the callee of a call, the object of a property access), or null when it is long or unknown.</summary>
    public string? SubjectAt(int pc)
    {
        var position = PositionAt(pc);
        var length = position.SubjectEnd - position.SubjectStart;

        return length is > 0 and <= 80 && position.Pc == pc ? Source.Text.Substring(position.SubjectStart, length) : null;
    }
}
