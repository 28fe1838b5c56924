namespace AgentFlow.Sandbox.Tests;

internal static class Repository
{
    /// <summary>The folder with the solution, above wherever the tests run.</summary>
    public static string? Root { get; } = FindRoot();

    private static string? FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AgentFlow.sln")))
                return folder.FullName;
        }
        return null;
    }
}
