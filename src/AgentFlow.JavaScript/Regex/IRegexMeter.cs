namespace AgentFlow.JavaScript.Regex;

/// <summary>Pays for what a match costs. Either member may throw to end the match; nothing of the match is used afterwards.</summary>
internal interface IRegexMeter
{
    /// <summary>Called after some steps of the matcher, at the latest after 1,024.</summary>
    void Charge(long steps);

    /// <summary>Called before the matcher allocates memory of its own, which it gives back when the match ends.</summary>
    void Allocate(long bytes);
}
