namespace AgentFlow.Agents.Teams;

/// <summary>What a debate is made of.</summary>
public sealed class DebateOptions : TeamOptions
{
    /// <summary>In how many rounds, after the first, members see the others' answers and answer again. A round in which all agree is the last. From 0.</summary>
    /// <value>1.</value>
    public int Rounds { get; set; } = 1;

    /// <summary>Who makes one answer of those that differ in the end; null: the answer that most members gave, and of several such that whose first supporter stands first in the list of members.</summary>
    /// <value>Null.</value>
    public Agent? Judge { get; set; }

    /// <summary>By what two answers are the same: they are if this makes the same of both.</summary>
    /// <value>Null: white space, upper and lower case and signs at the end do not count.</value>
    public Func<string, string>? Normalize { get; set; }
}
