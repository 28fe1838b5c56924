namespace AgentFlow.Benchmarks.JavaScript;

/// <summary>One thing that scripts do, and how long it may take.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Setup">Statements that come before and are not counted.</param>
/// <param name="Body">The statements that are measured.</param>
/// <param name="Times">How often the body runs in one measured script.</param>
/// <param name="Operations">How many operations one run of the body is; the figure is the time of one.</param>
/// <param name="Gate">What it may take at most, in milliseconds.</param>
internal sealed record ScriptCase(string Name, string Setup, string Body, int Times, int Operations, double Gate)
{
    /// <summary>The whole script, or without its body what is to be subtracted.</summary>
    public string Source(bool withBody) =>
        $"{Setup}\nlet result;\n{(withBody ? $"for (let round = 0; round < {Times}; round++) {{ {Body} }}" : "")}\nreturn result;";

    /// <inheritdoc/>
    public override string ToString() => Name;
}
