namespace AgentFlow.JavaScript.Objects;

/// <summary>What an iterator over a collection hands out.</summary>
internal enum IterationKind
{
    Keys,
    Values,
    Entries,
}
