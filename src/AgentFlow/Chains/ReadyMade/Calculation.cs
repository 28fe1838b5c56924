namespace AgentFlow.Chains;

/// <summary>An expression and its value.</summary>
public sealed record Calculation
{
    /// <summary>The expression, as the model wrote it.</summary>
    public required string Expression { get; init; }

    /// <summary>Its value, as a plain number.</summary>
    public required string Result { get; init; }

    /// <summary>Both: <c>18% of 2450 = 441</c>.</summary>
    public override string ToString() => $"{Expression} = {Result}";
}
