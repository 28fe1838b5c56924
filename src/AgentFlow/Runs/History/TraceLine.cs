namespace AgentFlow.Runs;

/// <summary>One thing that a run did, in words that do not depend on when or in which run it did it.</summary>
/// <param name="Event">The number of its event, from 0.</param>
/// <param name="What">What kind of thing: lines that differ in the rest only are the same thing done otherwise.</param>
/// <param name="Rest">The rest.</param>
/// <param name="IsDecided">Whether the run decided on it; otherwise it happened to the run, such as a crash.</param>
internal sealed record TraceLine(long Event, string What, string Rest, bool IsDecided = true)
{
    public string Text => Rest.Length == 0 ? What : $"{What}: {Rest}";

    public bool IsSameAs(TraceLine other) => What == other.What && Rest == other.Rest;
}
