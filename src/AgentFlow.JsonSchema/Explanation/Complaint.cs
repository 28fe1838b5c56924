using System.Text.Json;

namespace AgentFlow.JsonSchema.Explanation;

/// <summary>What an error says, before it is known where.</summary>
internal sealed record Complaint
{
    public required string Expected { get; init; }

    public string? Found { get; init; }

    public string? Fix { get; init; }

    /// <summary>Said in place of "expected ...; found ..." where that would read badly.</summary>
    public string? Problem { get; init; }

    /// <summary>The value and those allowed in its place, where the schema lists them.</summary>
    public (JsonElement Value, IReadOnlyList<JsonElement> Allowed)? Choice { get; init; }

    public string Write(string instancePointer)
    {
        var where = instancePointer.Length == 0 ? "(root)" : instancePointer;
        var problem = Problem ?? (Found is null ? $"expected {Expected}" : $"expected {Expected}; found {Found}");
        return Fix is null ? $"{where}: {problem}." : $"{where}: {problem}. {Fix}";
    }
}
