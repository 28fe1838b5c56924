namespace AgentFlow.JavaScript.Regex;

/// <summary>How large a pattern and its program may be, and when the matcher remembers what failed.</summary>
internal static class RegexLimits
{
    /// <summary>How deep groups may be nested.</summary>
    public const int MaxNesting = 250;

    /// <summary>The length of a program, in ints.</summary>
    public const int MaxProgram = 200_000;

    /// <summary>The number of groups that capture.</summary>
    public const int MaxGroups = 10_000;

    /// <summary>The number of classes and other sets.</summary>
    public const int MaxSets = 5_000;

    /// <summary>Steps after which failed states are remembered, which makes patterns such as <c>(a+)+b</c> linear.</summary>
    public const int StepsBeforeMemory = 50_000;

    /// <summary>The most bytes spent on remembering; beyond, a match just costs its steps.</summary>
    public const long MaxMemoryBytes = 16 << 20;

    /// <summary>A nullable body of at most this many ints is written twice for a <c>+</c>, so that no counter is needed.</summary>
    public const int MaxCopiedBody = 200;
}
