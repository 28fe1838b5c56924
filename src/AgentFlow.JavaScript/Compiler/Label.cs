namespace AgentFlow.JavaScript.Compiler;

/// <summary>A place in the code that jumps lead to, perhaps not yet known.</summary>
internal sealed class Label
{
    /// <summary>Instructions whose target is to be filled in when the label is placed.</summary>
    public List<int> Uses { get; } = [];

    public int Position { get; set; } = -1;

    public bool IsPlaced => Position >= 0;
}
