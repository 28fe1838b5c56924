using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Fundamentals;

/// <summary><c>Symbol</c>: the constructor that is only called, the well-known symbols, the registry, and the prototype.</summary>
internal static class SymbolBuiltIns
{
    private const string Owner = "Symbol.prototype";

    private static readonly JsSymbol[] WellKnown =
    [
        JsSymbol.AsyncIterator, JsSymbol.HasInstance, JsSymbol.IsConcatSpreadable, JsSymbol.Iterator, JsSymbol.Match, JsSymbol.MatchAll, JsSymbol.Replace,
        JsSymbol.Search, JsSymbol.Species, JsSymbol.Split, JsSymbol.ToPrimitive, JsSymbol.ToStringTag, JsSymbol.Unscopables,
    ];

    public static void Install(RealmBuilder b)
    {
        var p = b.Object(Intrinsic.SymbolPrototype);
        var symbol = b.Constructor(Intrinsic.Symbol, "Symbol", 0, Make, p);
        foreach (var known in WellKnown)
            b.Constant(symbol, known.Description!.ToString()["Symbol.".Length..], known);
        b.Method(symbol, "Symbol", "for", 1, static (vm, in call) => vm.RegisteredSymbol(vm.ToJsString(call[0])));
        b.Method(symbol, "Symbol", "keyFor", 1, KeyFor);
        b.Accessor(p, Owner, "description", static (vm, in call) => This(vm, call.This).Description is { } text ? text : Value.Undefined);
        b.Method(p, Owner, "toString", 0, static (vm, in call) => vm.NewString($"Symbol({This(vm, call.This).Description?.Flat(vm)})"));
        b.Method(p, Owner, "valueOf", 0, static (vm, in call) => This(vm, call.This));
        b.Method(p, Owner, JsSymbol.ToPrimitive, 1, static (vm, in call) => This(vm, call.This), PropertyFlags.Configurable);
        b.Tag(p, "Symbol");
    }

    private static Value Make(Vm vm, in CallInfo call)
    {
        if (call.IsConstruct)
            throw vm.TypeError("Symbol is not a constructor: call it without new.");
        var description = call[0].IsUndefined ? null : vm.ToJsString(call[0]);
        vm.Allocate(48);
        return new JsSymbol(description);
    }

    private static Value KeyFor(Vm vm, in CallInfo call) => call[0].Ref is JsSymbol symbol
        ? symbol.RegistryKey is { } key ? key : Value.Undefined
        : throw vm.TypeError($"{vm.Describe(call[0])} is not a symbol.");

    private static JsSymbol This(Vm vm, Value value) => value.Ref switch
    {
        JsSymbol symbol => symbol,
        JsPrimitiveObject { Primitive.Ref: JsSymbol symbol } => symbol,
        _ => throw vm.TypeError($"{vm.Describe(value)} is not a symbol."),
    };
}
