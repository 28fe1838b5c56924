namespace AgentFlow.JavaScript.BuiltIns.Collections;

/// <summary>The four keyed collections, by the names of their constructors.</summary>
internal enum CollectionKind
{
    Map,
    Set,
    WeakMap,
    WeakSet,
}
