using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>A way of calling tools in text, for one request to a model.</summary>
internal interface ITextProtocol
{
    /// <summary>The label with which a line begins; null for none.</summary>
    /// <param name="line">The line, or as much of it as has come.</param>
    /// <param name="current">What the line before belongs to.</param>
    /// <param name="isWhole">Whether the line has ended. What is found before must stay true then.</param>
    LabelMatch? Match(string line, ProtocolLabel current, bool isWhole);

    /// <summary>Reads an action.</summary>
    /// <param name="action">What stands behind its label.</param>
    /// <param name="input">What stands behind the input's label; null when there is none.</param>
    ProtocolAction Read(string action, string? input);

    /// <summary>Follows the system prompt.</summary>
    /// <param name="schema">What the answer must match; null for a free text.</param>
    string Instruct(JsonElement? schema);

    /// <summary>A call that the model made earlier.</summary>
    string Write(FunctionCallContent call);

    /// <summary>The result of a call.</summary>
    string WriteResult(string tool, string result);

    /// <summary>An answer that the model gave earlier.</summary>
    string WriteAnswer(string answer);

    /// <summary>What the model is told of a text that can be used for nothing.</summary>
    string WriteProblem(ProtocolProblem problem);

    /// <summary>Where a server is to stop the model, which would go on to make up what only we can know.</summary>
    string StopSequence { get; }
}
