namespace AgentFlow.JavaScript.Regex;

/// <summary>A compiled pattern: immutable, and usable by any number of matchers at once.</summary>
internal sealed class RegexProgram
{
    internal RegexProgram(string pattern, RegexFlags flags, RegexTree tree, int[] code, CharSet[] sets, int registers, int splits, bool canRemember, string prefix, CharSet? first)
    {
        Pattern = pattern;
        Flags = flags;
        GroupCount = tree.GroupCount;
        GroupNames = tree.GroupNames;
        Code = code;
        Sets = sets;
        RegisterCount = registers;
        SplitCount = splits;
        CanRemember = canRemember;
        Prefix = prefix;
        First = first;
    }

    public string Pattern { get; }

    public RegexFlags Flags { get; }

    /// <summary>The number of groups that capture, without the whole match.</summary>
    public int GroupCount { get; }

    /// <summary>The names of groups and their numbers, in the order in which they stand in the pattern.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> GroupNames { get; }

    internal int[] Code { get; }

    internal CharSet[] Sets { get; }

    /// <summary>Two for each group and the whole match, then those of loops and lookarounds.</summary>
    internal int RegisterCount { get; }

    internal int SplitCount { get; }

    /// <summary>Whether what follows a split depends on nothing but the position, so that a split that failed once fails always.</summary>
    internal bool CanRemember { get; }

    /// <summary>Characters that every match starts with; may be empty.</summary>
    internal string Prefix { get; }

    /// <summary>The code units that a match can start with; null where any may.</summary>
    internal CharSet? First { get; }

    /// <summary>The memory that the program holds, about, in bytes.</summary>
    public long Size => 200 + (Pattern.Length * 2L) + (Code.Length * 4L) + Sets.Sum(static s => 60 + (s.Ranges.Length * 4L));

    /// <summary>Compiles a pattern; takes time linear in its length.</summary>
    /// <exception cref="RegexSyntaxException">The pattern is not well formed or too large.</exception>
    public static RegexProgram Compile(string pattern, RegexFlags flags) => RegexCompiler.Compile(pattern, flags);
}
