using System.Text.Json;
using AgentFlow.Output.Json;

namespace AgentFlow.Agents.Planning;

/// <summary>Holds a step's result to its schema, and lets pass what says that the step cannot be done.</summary>
internal sealed class StepOutput(JsonElement schema, string cannot) : IOutputCheck
{
    private readonly OutputSchema _output = new(schema);

    public JsonElement Schema => schema;

    public IReadOnlyList<string> FindErrors(string text) => IsRefusal(text, cannot) ? [] : _output.FindErrors(text);

    public static bool IsRefusal(string text, string cannot) => text.AsSpan().TrimStart().StartsWith(cannot, StringComparison.OrdinalIgnoreCase);
}
