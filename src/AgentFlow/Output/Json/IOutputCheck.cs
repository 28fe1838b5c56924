using System.Text.Json;

namespace AgentFlow.Output.Json;

/// <summary>Judges the answer of a run that must have a form.</summary>
internal interface IOutputCheck
{
    JsonElement Schema { get; }

    /// <summary>What is wrong with an answer, in words for the model; empty when it will do.</summary>
    IReadOnlyList<string> FindErrors(string text);
}
