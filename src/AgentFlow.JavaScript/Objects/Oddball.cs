namespace AgentFlow.JavaScript.Objects;

/// <summary>The values that exist once: undefined, null, true, false, and the hole.</summary>
internal sealed class Oddball : HeapValue
{
    public static readonly Oddball Undefined = new(ValueTag.Undefined, "undefined", double.NaN);
    public static readonly Oddball Null = new(ValueTag.Null, "null", 0);
    public static readonly Oddball True = new(ValueTag.Boolean, "true", 1);
    public static readonly Oddball False = new(ValueTag.Boolean, "false", 0);
    public static readonly Oddball Hole = new(ValueTag.Hole, "<hole>", double.NaN);

    private Oddball(ValueTag tag, string name, double number)
        : base(tag)
    {
        Text = JsString.Constant(name);
        Number = number;
    }

    /// <summary>What ToString gives.</summary>
    public JsString Text { get; }

    /// <summary>What ToNumber gives.</summary>
    public double Number { get; }
}
