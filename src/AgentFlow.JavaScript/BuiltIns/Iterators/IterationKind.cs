namespace AgentFlow.JavaScript.BuiltIns.Iterators;

/// <summary>What an iterator over a collection gives.</summary>
internal enum IterationKind
{
    Keys,
    Values,
    Entries,
}
