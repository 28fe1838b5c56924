using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Fundamentals;

/// <summary><c>Error</c>, its native subclasses and <c>AggregateError</c>.</summary>
internal static class ErrorBuiltIns
{
    public static void Install(RealmBuilder b)
    {
        var p = b.Object(Intrinsic.ErrorPrototype);
        var error = b.Constructor(Intrinsic.Error, "Error", 1, static (vm, in call) => Make(vm, call, Intrinsic.ErrorPrototype), p);
        Describe(b, p, "Error");
        b.Method(p, "Error.prototype", "toString", 0, Text);
        b.Method(error, "Error", "captureStackTrace", 2, CaptureStackTrace);

        Subclass(b, error, p, Intrinsic.TypeError, Intrinsic.TypeErrorPrototype, "TypeError", static (vm, in call) => Make(vm, call, Intrinsic.TypeErrorPrototype));
        Subclass(b, error, p, Intrinsic.RangeError, Intrinsic.RangeErrorPrototype, "RangeError", static (vm, in call) => Make(vm, call, Intrinsic.RangeErrorPrototype));
        Subclass(b, error, p, Intrinsic.SyntaxError, Intrinsic.SyntaxErrorPrototype, "SyntaxError", static (vm, in call) => Make(vm, call, Intrinsic.SyntaxErrorPrototype));
        Subclass(b, error, p, Intrinsic.ReferenceError, Intrinsic.ReferenceErrorPrototype, "ReferenceError", static (vm, in call) => Make(vm, call, Intrinsic.ReferenceErrorPrototype));
        Subclass(b, error, p, Intrinsic.EvalError, Intrinsic.EvalErrorPrototype, "EvalError", static (vm, in call) => Make(vm, call, Intrinsic.EvalErrorPrototype));
        Subclass(b, error, p, Intrinsic.UriError, Intrinsic.UriErrorPrototype, "URIError", static (vm, in call) => Make(vm, call, Intrinsic.UriErrorPrototype));
        Subclass(b, error, p, Intrinsic.AggregateError, Intrinsic.AggregateErrorPrototype, "AggregateError", MakeAggregate, 2);
    }

    private static void Subclass(RealmBuilder b, JsObject error, JsObject parent, Intrinsic name, Intrinsic prototype, string text, NativeCode code, int length = 1)
    {
        var p = b.Object(prototype, parent);
        b.Constructor(name, text, length, code, p, error);
        Describe(b, p, text);
    }

    private static void Describe(RealmBuilder b, JsObject prototype, string name)
    {
        b.Constant(prototype, "name", name, PropertyFlags.Hidden);
        b.Constant(prototype, "message", "", PropertyFlags.Hidden);
    }

    private static Value Make(Vm vm, in CallInfo call, Intrinsic fallback)
    {
        var error = vm.CreateError(vm.PrototypeFor(call.NewTarget ?? call.Callee, fallback));
        Fill(vm, error, call[0], call[1]);
        return error;
    }

    private static void Fill(Vm vm, JsError error, Value message, Value options)
    {
        if (!message.IsUndefined)
            error.Put(vm, "message", vm.ToJsString(message), PropertyFlags.Hidden);
        if (options.TryGetObject(out var given) && given.HasProperty(vm, "cause"))
            error.Put(vm, "cause", vm.Get(given, "cause"), PropertyFlags.Hidden);
    }

    private static Value MakeAggregate(Vm vm, in CallInfo call)
    {
        var error = vm.CreateError(vm.PrototypeFor(call.NewTarget ?? call.Callee, Intrinsic.AggregateErrorPrototype));
        Fill(vm, error, call[1], call[2]);
        var errors = vm.NewArray();
        using var hold = vm.Hold(errors);
        var iterator = vm.GetIterator(call[0]);
        while (vm.TryStep(iterator, out var item))
            errors.Append(vm, item);
        error.Put(vm, "errors", errors, PropertyFlags.Hidden);
        return error;
    }

    private static Value Text(Vm vm, in CallInfo call)
    {
        if (!call.This.TryGetObject(out var error))
            throw vm.TypeError($"Error.prototype.toString requires an object, not {vm.Describe(call.This)}.");
        var name = vm.Get(error, "name") is var n && n.IsUndefined ? JsString.Of("Error") : vm.ToJsString(n);
        var message = vm.Get(error, "message") is var m && m.IsUndefined ? JsString.Empty : vm.ToJsString(m);
        if (name.Length == 0)
            return message;
        return message.Length == 0 ? name : JsString.Concat(vm, JsString.Concat(vm, name, JsString.Of(": ")), message);
    }

    /// <summary>Not of the language but in much code: gives any object a <c>stack</c>. An error has its own already.</summary>
    private static Value CaptureStackTrace(Vm vm, in CallInfo call)
    {
        if (!call[0].TryGetObject(out var target))
            throw vm.TypeError($"Error.captureStackTrace requires an object, not {vm.Describe(call[0])}.");
        if (target is not JsError)
            target.DefineOwn(vm, "stack", PropertyDescriptor.Data(vm.NewString(vm.ErrorHeader(target)), PropertyFlags.Hidden));
        return Value.Undefined;
    }
}
