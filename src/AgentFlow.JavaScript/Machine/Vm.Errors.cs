using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>Errors: <c>throw vm.TypeError("…")</c>.</content>
internal sealed partial class Vm
{
    /// <summary>The longest message of an error that the machine words itself.</summary>
    private const int MaxMessage = 2_000;

    private const int ThrowUnits = 300;

    public ScriptThrow TypeError(string message) => Error(Intrinsic.TypeErrorPrototype, message);

    public ScriptThrow RangeError(string message) => Error(Intrinsic.RangeErrorPrototype, message);

    public ScriptThrow SyntaxError(string message) => Error(Intrinsic.SyntaxErrorPrototype, message);

    public ScriptThrow ReferenceError(string message) => Error(Intrinsic.ReferenceErrorPrototype, message);

    public ScriptThrow EvalError(string message) => Error(Intrinsic.EvalErrorPrototype, message);

    public ScriptThrow UriError(string message) => Error(Intrinsic.UriErrorPrototype, message);

    /// <summary>An exception with a new error object, ready to be thrown.</summary>
    public ScriptThrow Error(Intrinsic prototype, string message)
    {
        // A .NET exception takes as long as so many instructions.
        Charge(ThrowUnits);
        return new ScriptThrow(CreateError(prototype, message));
    }

    /// <summary>A new error object with a message and the place where it was made, or the one that is given.</summary>
    public JsError CreateError(Intrinsic prototype, string message, StackEntry[]? place = null)
    {
        var error = CreateError(Realm[prototype], place);
        error.Put(this, "message", NewString(message.Length > MaxMessage ? message[..MaxMessage] + "…" : message), PropertyFlags.Hidden);
        return error;
    }

    /// <summary>A new error object without a message under the given prototype.</summary>
    public JsError CreateError(JsObject prototype, StackEntry[]? place = null)
    {
        Allocate(JsError.Bytes);
        return new JsError(RootShape(prototype), place ?? CaptureStack());
    }

    /// <summary>A value as error messages show it: short, without running script.</summary>
    public string Describe(Value value) => value.Ref switch
    {
        null => NumberText(value.Num),
        JsString text => text.Length <= 60 ? $"\"{text.Flat(this)}\"" : "a string of " + text.Length + " characters",
        Oddball odd => odd.Text.ToString(),
        JsObject obj when obj.IsCallable => FunctionName(obj) is { Length: > 0 } name ? $"function {name}" : "a function",
        JsObject obj => obj.ClassName == "Object" ? "#<Object>" : $"#<{obj.ClassName}>",
        _ => value.ToString(),
    };

    private string? FunctionName(JsObject function) =>
        !function.IsProxy && function.GetOwn(this, "name", out var name) && name.Value.AsString is { Length: <= 60 } text ? text.Flat(this) : null;
}
