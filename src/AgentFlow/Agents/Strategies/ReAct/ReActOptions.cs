namespace AgentFlow.Agents.Strategies;

/// <summary>How a model that knows no tools is led through thought, action and observation.</summary>
public sealed class ReActOptions
{
    /// <summary>How many texts in a row may have neither an action nor an answer in them; each goes back with what is wrong, and the next one is taken for the answer. From 0.</summary>
    /// <value>2.</value>
    public int MaxFormatErrors { get; set; } = 2;

    /// <summary>The texts that are sent to the model.</summary>
    public ReActPrompts Prompts { get; set; } = new();
}
