namespace AgentFlow.Agents.Strategies;

/// <summary>What a part of a model's text is.</summary>
internal enum ProtocolLabel
{
    /// <summary>Text before the first label.</summary>
    None,

    /// <summary>What the model thinks.</summary>
    Thought,

    /// <summary>What it wants done.</summary>
    Action,

    /// <summary>With what.</summary>
    Input,

    /// <summary>What came of it, which is not for the model to write.</summary>
    Observation,

    /// <summary>What it tells the user; reaches to the end of the text.</summary>
    Answer,
}
