using System.Numerics;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <summary>A <see cref="CodeBlock"/> as one machine runs it: constants as values, and what the machine learns while it runs.</summary>
internal sealed class ScriptCode
{
    private readonly ScriptCode?[] _functions;

    public ScriptCode(Vm vm, CodeBlock block)
    {
        vm.Allocate(200 + block.Constants.Length * 16L + block.Names.Length * 16L + block.CacheNames.Length * 32L + block.Functions.Length * 8L);
        Block = block;
        Instructions = block.Instructions;
        Registers = block.RegisterCount;
        Parameters = block.ParameterCount;
        IsPlain = (block.Flags & (CodeFlags.Async | CodeFlags.Generator | CodeFlags.NeedsArguments)) == 0
            && block.Kind is not (CodeKind.ClassConstructor or CodeKind.DerivedConstructor);
        Constants = block.Constants.Length == 0 ? JsObject.NoSlots : Array.ConvertAll(block.Constants, ToValue);
        Keys = block.Names.Length == 0 ? [] : Array.ConvertAll(block.Names, PropertyKey.From);
        Caches = block.CacheNames.Length == 0 ? [] : new InlineCache[block.CacheNames.Length];
        LiteralShapes = block.ObjectLiterals.Length == 0 ? [] : new Shape?[block.ObjectLiterals.Length];
        Templates = block.Templates.Length == 0 ? [] : new JsArray?[block.Templates.Length];
        _functions = block.Functions.Length == 0 ? [] : new ScriptCode?[block.Functions.Length];
    }

    public CodeBlock Block { get; }

    public ulong[] Instructions { get; }

    public int Registers { get; }

    public int Parameters { get; }

    /// <summary>True where a call is nothing but a frame: no generator, no async function, no class constructor, no arguments to keep.</summary>
    public bool IsPlain { get; }

    public Value[] Constants { get; }

    public PropertyKey[] Keys { get; }

    public InlineCache[] Caches { get; }

    public Shape?[] LiteralShapes { get; }

    public JsArray?[] Templates { get; }

    /// <summary>The key of an inline-cache site.</summary>
    public PropertyKey KeyOf(int site) => Keys[Block.CacheNames[site]];

    public ScriptCode Function(Vm vm, int index) => _functions[index] ??= new ScriptCode(vm, Block.Functions[index]);

    private static Value ToValue(object constant) => constant switch
    {
        double number => new Value(number),
        string text => JsString.Of(text),
        BigInteger big => new JsBigInt(big),
        _ => throw new InvalidOperationException($"A constant of type '{constant.GetType()}' has no value."),
    };
}
