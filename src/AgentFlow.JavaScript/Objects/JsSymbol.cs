namespace AgentFlow.JavaScript.Objects;

/// <summary>A symbol. A private one stands for a name like <c>#x</c> of one evaluation of a class: it keys properties as any symbol
/// does, and no reflection, copy or proxy ever shows it.</summary>
internal sealed class JsSymbol : HeapValue
{
    public static readonly JsSymbol Iterator = WellKnown("Symbol.iterator");
    public static readonly JsSymbol AsyncIterator = WellKnown("Symbol.asyncIterator");
    public static readonly JsSymbol HasInstance = WellKnown("Symbol.hasInstance");
    public static readonly JsSymbol IsConcatSpreadable = WellKnown("Symbol.isConcatSpreadable");
    public static readonly JsSymbol Match = WellKnown("Symbol.match");
    public static readonly JsSymbol MatchAll = WellKnown("Symbol.matchAll");
    public static readonly JsSymbol Replace = WellKnown("Symbol.replace");
    public static readonly JsSymbol Search = WellKnown("Symbol.search");
    public static readonly JsSymbol Species = WellKnown("Symbol.species");
    public static readonly JsSymbol Split = WellKnown("Symbol.split");
    public static readonly JsSymbol ToPrimitive = WellKnown("Symbol.toPrimitive");
    public static readonly JsSymbol ToStringTag = WellKnown("Symbol.toStringTag");
    public static readonly JsSymbol Unscopables = WellKnown("Symbol.unscopables");

    public JsSymbol(JsString? description, bool isPrivate = false)
        : base(ValueTag.Symbol)
    {
        Description = description;
        IsPrivate = isPrivate;
    }

    /// <summary>Null where the symbol was made without one.</summary>
    public JsString? Description { get; }

    /// <summary>True for the name of a private class member.</summary>
    public bool IsPrivate { get; }

    /// <summary>The key under which <c>Symbol.for</c> made it, null for other symbols.</summary>
    public JsString? RegistryKey { get; init; }

    public override string ToString() => IsPrivate ? $"{Description}" : $"Symbol({Description})";

    private static JsSymbol WellKnown(string name) => new(JsString.Constant(name)) { Mark = JsString.SharedMark };
}
