using AgentFlow.JavaScript.BuiltIns.Arrays;
using AgentFlow.JavaScript.BuiltIns.Bytes;
using AgentFlow.JavaScript.BuiltIns.Collections;
using AgentFlow.JavaScript.BuiltIns.Console;
using AgentFlow.JavaScript.BuiltIns.Dates;
using AgentFlow.JavaScript.BuiltIns.Fundamentals;
using AgentFlow.JavaScript.BuiltIns.Iterators;
using AgentFlow.JavaScript.BuiltIns.Json;
using AgentFlow.JavaScript.BuiltIns.Numbers;
using AgentFlow.JavaScript.BuiltIns.Promises;
using AgentFlow.JavaScript.BuiltIns.Reflection;
using AgentFlow.JavaScript.BuiltIns.RegExps;
using AgentFlow.JavaScript.BuiltIns.Text;
using AgentFlow.JavaScript.BuiltIns.Web;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns;

/// <summary>Fills a realm: one call per built-in object, in an order in which each finds what it needs.</summary>
internal static class BuiltInSetup
{
    /// <summary>The constructors that are properties of the global object under their own names.</summary>
    private static readonly Intrinsic[] Constructors =
    [
        Intrinsic.Object, Intrinsic.Function, Intrinsic.Array, Intrinsic.String, Intrinsic.Number, Intrinsic.Boolean, Intrinsic.Symbol, Intrinsic.BigInt,
        Intrinsic.Error, Intrinsic.TypeError, Intrinsic.RangeError, Intrinsic.SyntaxError, Intrinsic.ReferenceError, Intrinsic.EvalError,
        Intrinsic.UriError, Intrinsic.AggregateError, Intrinsic.Map, Intrinsic.Set, Intrinsic.WeakMap, Intrinsic.WeakSet, Intrinsic.Iterator,
        Intrinsic.Promise, Intrinsic.Date, Intrinsic.RegExp, Intrinsic.Proxy, Intrinsic.ArrayBuffer, Intrinsic.Uint8Array,
        Intrinsic.TextEncoder, Intrinsic.TextDecoder, Intrinsic.Url, Intrinsic.UrlSearchParams,
    ];

    public static void Install(RealmBuilder builder)
    {
        ObjectPrototype.Install(builder);
        FunctionBuiltIns.Install(builder);
        ObjectConstructor.Install(builder);
        ErrorBuiltIns.Install(builder);
        SymbolBuiltIns.Install(builder);
        BooleanBuiltIns.Install(builder);
        NumberBuiltIns.Install(builder);
        BigIntBuiltIns.Install(builder);
        MathBuiltIns.Install(builder);
        IteratorPrototypes.Install(builder);
        GeneratorNatives.Install(builder);
        ArrayConstructor.Install(builder);
        StringConstructor.Install(builder);
        ByteArrayBuiltIns.Install(builder);
        TextCoding.Install(builder);
        MapBuiltIns.Install(builder);
        SetBuiltIns.Install(builder);
        IteratorHelpers.Install(builder);
        RegExpBuiltIns.Install(builder);
        JsonBuiltIns.Install(builder);
        PromiseBuiltIns.Install(builder);
        DateBuiltIns.Install(builder);
        ReflectBuiltIns.Install(builder);
        ProxyBuiltIns.Install(builder);
        UriFunctions.Install(builder);
        Base64Functions.Install(builder);
        UrlBuiltIns.Install(builder);
        UrlSearchParamsBuiltIns.Install(builder);
        StructuredClone.Install(builder);
        ConsoleBuiltIns.Install(builder);
        foreach (var name in Constructors)
            builder.Global(((NativeFunction)builder.Realm[name]).Entry.Name, builder.Realm[name]);
        builder.Global("Infinity", double.PositiveInfinity, PropertyFlags.None);
        builder.Global("NaN", double.NaN, PropertyFlags.None);
        builder.Global("undefined", Value.Undefined, PropertyFlags.None);
    }
}
