using AgentFlow.Agents.Middleware;
using AgentFlow.Runs;
using AgentFlow.Tools;

namespace AgentFlow.Guardrails.Taint;

/// <summary>How strict a taint policy is.</summary>
public sealed class TaintOptions
{
    /// <summary>When a call counts as drawn from untrusted text.</summary>
    /// <value><see cref="TaintMode.Derived"/>.</value>
    public TaintMode Mode { get; set; }

    /// <summary>What is done about such a call: <see cref="RailAction.Ask"/> a person, or <see cref="RailAction.Block"/> it.</summary>
    /// <value><see cref="RailAction.Ask"/>.</value>
    public RailAction Action { get; set; } = RailAction.Ask;

    /// <summary>Which calls are looked at.</summary>
    /// <value>Those of tools whose effect is not <see cref="ToolEffect.Pure"/>.</value>
    public Func<BeforeToolArguments, bool> AppliesTo { get; set; } = static call => call.Effect != ToolEffect.Pure;

    /// <summary>How many words in a row an argument must share with the untrusted text, when it is not found there as a whole. From 2.</summary>
    /// <value>4.</value>
    public int MinWords { get; set; } = 4;

    /// <summary>How many letters and digits in a row it must share, whatever stands between them. From 8.</summary>
    /// <value>16.</value>
    public int MinCharacters { get; set; } = 16;

    /// <summary>How many letters and digits an argument must have to count when it is found there as a whole. From 1; shorter ones are too common.</summary>
    /// <value>3.</value>
    public int MinWhole { get; set; } = 3;
}
