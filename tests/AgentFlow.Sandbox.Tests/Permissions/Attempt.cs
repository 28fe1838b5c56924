namespace AgentFlow.Sandbox.Tests.Permissions;

/// <summary>An attempt of a script to cross a permission, and what becomes of it: a row of the table in docs/sandbox.md.</summary>
/// <param name="Permission">The permission.</param>
/// <param name="What">What is attempted.</param>
/// <param name="Script">The script; PORT stands for that of the server.</param>
/// <param name="Happened">What the script gets: the message of the error, or what it returns.</param>
public sealed record Attempt(string Permission, string What, string Script, string Happened)
{
    /// <summary>The permissions of the manifest.</summary>
    public string Asked { get; init; } = """{"net":true,"kv":true,"files":true,"sql":true,"log":true}""";

    /// <summary>Where what counts is not what the script gets: what the world looks like afterwards.</summary>
    public Func<World, ValueTask<string>>? Look { get; init; }

    public string Row => $"| {Permission} | {Cell(What)} | {Cell(Happened)} |";

    public override string ToString() => $"{Permission}: {What}";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
