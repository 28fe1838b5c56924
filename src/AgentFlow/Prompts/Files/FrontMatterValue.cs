using System.Text.Json.Nodes;

namespace AgentFlow.Prompts;

/// <summary>A key of a prompt file's front matter.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">Its value: text, a number, or for nested values an object or array; null when it was left empty.</param>
/// <param name="Line">The key's line in the file, from 1.</param>
/// <param name="Column">Where its value begins, from 1.</param>
internal sealed record FrontMatterValue(string Key, JsonNode? Value, int Line, int Column);
