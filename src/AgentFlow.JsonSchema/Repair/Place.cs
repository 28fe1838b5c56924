namespace AgentFlow.JsonSchema.Repair;

/// <summary>Where a value or string stands, which says what may follow it.</summary>
internal enum Place
{
    Root,
    Key,
    Member,
    Item,
}
