namespace AgentFlow.JavaScript.Objects;

/// <summary>The arguments object of strict code: an ordinary object whose elements are its own.</summary>
internal sealed class JsArguments(Shape shape) : JsObject(shape)
{
    public override string ClassName => "Arguments";
}
