namespace AgentFlow.Agents.Strategies;

/// <summary>How a model is led through follow-up questions.</summary>
public sealed class SelfAskOptions
{
    /// <summary>The name of the agent's tool that answers follow-up questions; it is given the question as its one text.</summary>
    /// <value>Null: the agent's only tool.</value>
    public string? SearchTool { get; set; }

    /// <summary>How many texts in a row may have neither a follow-up question nor an answer in them; each goes back with what is wrong, and the next one is taken for the answer. From 0.</summary>
    /// <value>2.</value>
    public int MaxFormatErrors { get; set; } = 2;

    /// <summary>The texts that are sent to the model.</summary>
    public SelfAskPrompts Prompts { get; set; } = new();
}
