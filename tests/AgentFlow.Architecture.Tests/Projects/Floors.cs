namespace AgentFlow.Architecture.Tests.Projects;

/// <summary>The house: which floor a package stands on. A package may reference those on floors below it.</summary>
internal static class Floors
{
    public const int Examples = 4;

    private static readonly Dictionary<string, int> ByProject = new()
    {
        ["AgentFlow.JsonSchema"] = 0,
        ["AgentFlow.JavaScript"] = 0,
        ["AgentFlow"] = 1,
        ["AgentFlow.Models"] = 2,
        ["AgentFlow.Sandbox"] = 2,
        ["AgentFlow.Retrieval"] = 2,
        ["AgentFlow.Evaluation"] = 2,
        ["AgentFlow.Sqlite"] = 2,
        ["AgentFlow.Postgres"] = 2,
        ["AgentFlow.Testing"] = 2,
        ["AgentFlow.Hosting"] = 3,
        ["AgentFlow.Cli"] = 4,
        ["AgentFlow.Studio"] = 4,
    };

    public static int? Of(string project) => ByProject.TryGetValue(project, out var floor) ? floor : null;

    /// <summary>What is wrong with one reference, or null.</summary>
    public static string? Problem(string from, int fromFloor, string to) => Of(to) switch
    {
        null => $"{from} references {to}, which is not a package of the house.",
        { } floor when floor >= fromFloor => $"{from} (floor {fromFloor}) references {to} (floor {floor}). References point down.",
        _ => null,
    };
}
