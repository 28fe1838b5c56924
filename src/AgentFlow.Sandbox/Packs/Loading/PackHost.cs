using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Packs;

/// <summary>What a pack's scripts can reach: what its manifest asks for and the host has granted.</summary>
internal static class PackHost
{
    /// <summary>Makes the host of a pack; null, with problems, where the manifest asks for what is not granted.</summary>
    public static ScriptHost? Create(Pack pack, ToolPackOptions options, List<ToolPackProblem> problems)
    {
        var host = new ScriptHost { TimeProvider = options.TimeProvider };
        if (pack.Manifest.Permissions is not { } permissions)
            return host;
        var asked = permissions.EnumerateObject().Select(static p => p.Name).ToList();
        if (asked.Count == 0)
            return host;
        problems.Add(pack.Files.Problem(PackFiles.ManifestName, $"The tool asks for '{string.Join("', '", asked)}', which is not granted."));
        return null;
    }
}
