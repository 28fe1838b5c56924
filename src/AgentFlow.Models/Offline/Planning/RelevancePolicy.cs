using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Planning;

/// <summary>Where the line runs between a tool that is meant and one that only shares a word with the question.</summary>
internal static class RelevancePolicy
{
    private const double Coverage = 0.3;
    private const double FilledCoverage = 0.18;
    private const double Evidence = 2;

    public static bool IsRelevant(Relevance relevance, ToolDescriptor tool) =>
        relevance.Coverage >= Coverage && relevance.Evidence >= Evidence
            && (relevance.NameCoverage > 0 || relevance.Coverage >= 0.5 || tool.NameStems.Count == 0);

    /// <summary>The lower line for a tool whose required arguments are all in the clause, each beyond doubt.</summary>
    public static bool IsRelevantWhenFilled(Relevance relevance) =>
        relevance.Coverage >= FilledCoverage && relevance.Evidence >= Evidence && relevance.NameCoverage >= 0.3;

    /// <summary>Orders tools for the same clause.</summary>
    public static double Rank(Relevance relevance) => relevance.Score + (2 * relevance.NameCoverage);
}
