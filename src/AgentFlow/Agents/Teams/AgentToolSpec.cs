using System.Text.Json;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>How an agent is called as a tool.</summary>
internal sealed record AgentToolSpec
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required JsonElement Schema { get; init; }

    public required TeamPrompts Prompts { get; init; }

    /// <summary>Makes what the agent is asked out of the arguments and of the run that calls it, if one does.</summary>
    public required Func<AIFunctionArguments, RunState?, ChildQuestion> Ask { get; init; }

    /// <summary>Makes the result of the call out of the ended run; null: its answer.</summary>
    public Func<RunState, string>? Read { get; init; }

    /// <summary>A tool that the agent has for the call, beside its own.</summary>
    public Func<AIFunctionArguments, AIFunction?>? FurtherTool { get; init; }

    /// <summary>Whether its answer is held to the schema that the caller's is held to, because it is that answer.</summary>
    public bool SharesOutput { get; init; }

    public bool ShowsEvents { get; init; }
}
