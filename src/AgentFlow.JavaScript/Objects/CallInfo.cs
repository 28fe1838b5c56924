namespace AgentFlow.JavaScript.Objects;

/// <summary>What a built-in function is called with. It lives for the call only.</summary>
internal readonly ref struct CallInfo
{
    public CallInfo(NativeFunction callee, Value thisValue, ReadOnlySpan<Value> args, JsObject? newTarget = null)
    {
        Callee = callee;
        This = thisValue;
        Args = args;
        NewTarget = newTarget;
    }

    public Value This { get; }

    public ReadOnlySpan<Value> Args { get; }

    /// <summary>The constructor that <c>new</c> was applied to; null for a plain call.</summary>
    public JsObject? NewTarget { get; }

    /// <summary>The function object, for its data slots.</summary>
    public NativeFunction Callee { get; }

    public int Count => Args.Length;

    public bool IsConstruct => NewTarget is not null;

    /// <summary>The argument, or undefined where it is missing.</summary>
    public Value this[int index] => (uint)index < (uint)Args.Length ? Args[index] : Value.Undefined;

    /// <summary>The arguments from <paramref name="start"/> on; empty where there are none.</summary>
    public ReadOnlySpan<Value> From(int start) => start >= Args.Length ? default : Args[start..];
}
