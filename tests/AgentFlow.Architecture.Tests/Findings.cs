namespace AgentFlow.Architecture.Tests;

/// <summary>Fails with every finding at once, so that one run shows all there is to do.</summary>
internal static class Findings
{
    public static void AssertNone(IEnumerable<string> findings, string rule)
    {
        var all = findings.ToList();
        Assert.True(all.Count == 0, $"{rule}\n  {string.Join("\n  ", all)}");
    }
}
