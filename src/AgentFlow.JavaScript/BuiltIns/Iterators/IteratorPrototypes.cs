using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Iterators;

/// <summary>The prototypes of the iterators that collections and strings give, and what all iterators inherit.</summary>
internal static class IteratorPrototypes
{
    public static void Install(RealmBuilder b)
    {
        var iterator = b.Object(Intrinsic.IteratorPrototype);
        b.Method(iterator, "Iterator.prototype", JsSymbol.Iterator, 0, static (_, in call) => call.This);
        var async = b.Object(Intrinsic.AsyncIteratorPrototype);
        b.Method(async, "AsyncIterator.prototype", JsSymbol.AsyncIterator, 0, static (_, in call) => call.This);

        b.Realm[Intrinsic.ArrayIteratorNext] = Add(b, Intrinsic.ArrayIteratorPrototype, "Array Iterator", static (vm, in call) =>
            call.This.Ref is JsArrayIterator it ? Result(vm, it.TryNext(vm, out var value), value) : throw Wrong(vm, call.This, "Array Iterator"));
        Add(b, Intrinsic.StringIteratorPrototype, "String Iterator", static (vm, in call) =>
            call.This.Ref is StringIterator it ? Result(vm, it.TryNext(vm, out var value), value) : throw Wrong(vm, call.This, "String Iterator"));
        Add(b, Intrinsic.MapIteratorPrototype, "Map Iterator", static (vm, in call) =>
            call.This.Ref is TableIterator { IsMap: true } it ? Result(vm, it.TryNext(vm, out var value), value) : throw Wrong(vm, call.This, "Map Iterator"));
        Add(b, Intrinsic.SetIteratorPrototype, "Set Iterator", static (vm, in call) =>
            call.This.Ref is TableIterator { IsMap: false } it ? Result(vm, it.TryNext(vm, out var value), value) : throw Wrong(vm, call.This, "Set Iterator"));
    }

    /// <summary>A prototype of iterators with its next method and tag.</summary>
    internal static NativeFunction Add(RealmBuilder b, Intrinsic name, string tag, NativeCode next)
    {
        var prototype = b.Object(name, b.Realm[Intrinsic.IteratorPrototype]);
        b.Tag(prototype, tag);
        return b.Method(prototype, tag, "next", 0, next);
    }

    /// <summary>The result object of a step.</summary>
    internal static Value Result(Vm vm, bool more, Value value) => vm.NewIteratorResult(value, !more);

    internal static ScriptThrow Wrong(Vm vm, Value value, string kind) => vm.TypeError($"next method called on {vm.Describe(value)}, which is no {kind}.");
}
