using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <summary>An iterator and its next method, as the specification's Iterator Record.</summary>
internal readonly record struct IteratorRecord(JsObject Iterator, Value Next);
