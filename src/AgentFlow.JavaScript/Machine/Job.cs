using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <summary>A job of the promise queue, as data: the reaction and the value or reason, or the promise, the thenable and its then.</summary>
internal readonly record struct Job(JobKind Kind, HeapValue Target, Value Value, Value Extra)
{
    public const int Bytes = 56;
}
