using System.Text.Json;
using AgentFlow.JsonSchema.Compilation;

namespace AgentFlow.JsonSchema.Explanation;

/// <summary>What an error says, before it is known where.</summary>
internal sealed record Complaint
{
    private const int MaxPointer = 200;

    public required string Expected { get; init; }

    public string? Found { get; init; }

    public string? Fix { get; init; }

    /// <summary>Said in place of "expected ...; found ..." where that would read badly.</summary>
    public string? Problem { get; init; }

    /// <summary>The value and those allowed in its place, where the schema lists them.</summary>
    public (JsonElement Value, IReadOnlyList<JsonElement> Allowed)? Choice { get; init; }

    // The end of a long pointer says more than its beginning.
    private static string ShortPointer(string pointer) => pointer.Length <= MaxPointer ? pointer : "…" + pointer[^(MaxPointer - 1)..];

    public string Write(string instancePointer)
    {
        var where = instancePointer.Length == 0 ? "(root)" : JsonWords.WithoutControls(ShortPointer(instancePointer));
        var problem = Problem ?? (Found is null ? $"expected {Expected}" : $"expected {Expected}; found {Found}");
        return Fix is null ? $"{where}: {problem}." : $"{where}: {problem}. {Fix}";
    }
}
