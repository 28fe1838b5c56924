using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Dates;

/// <summary>A date: one time value, NaN when it is invalid.</summary>
internal sealed class JsDate(Shape shape, double time) : JsObject(shape)
{
    public double Time { get; set; } = time;

    public override string ClassName => "Date";

    internal override long HeapBytes => base.HeapBytes + 8;
}
