namespace AgentFlow.JavaScript.Syntax;

/// <summary>What the innermost function being parsed allows.</summary>
internal sealed class FunctionState
{
    public bool IsAsync { get; init; }

    public bool IsGenerator { get; init; }

    public bool AllowsReturn { get; init; }

    public bool AllowsSuperCall { get; init; }

    public bool AllowsSuperProperty { get; init; }

    public bool AllowsNewTarget { get; init; }

    /// <summary>Whether <c>await</c> is no name although it is no operator: in static blocks and the parameters of async arrows.</summary>
    public bool ReservesAwait { get; init; }

    /// <summary>Whether <c>arguments</c> may not be named: in field initialisers and static blocks.</summary>
    public bool ForbidsArguments { get; init; }

    /// <summary>The labels in force; a loop's may be continued.</summary>
    public List<(string Name, bool IsLoop)> Labels { get; } = [];

    public int Loops { get; set; }

    public int Switches { get; set; }
}
