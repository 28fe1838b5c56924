using System.Text.Json.Serialization;

namespace AgentFlow.Runs;

/// <summary>How a run ended. Every value but <see cref="Answered"/> names what made it end early.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunOutcome>))]
public enum RunOutcome
{
    /// <summary>The model answered without being hurried.</summary>
    Answered,

    /// <summary><see cref="Agents.RunLimits.MaxIterations"/> was reached.</summary>
    MaxIterations,

    /// <summary><see cref="Agents.RunLimits.MaxTokens"/> was reached.</summary>
    TokenBudget,

    /// <summary><see cref="Agents.RunLimits.MaxToolCalls"/> was reached.</summary>
    CallBudget,

    /// <summary><see cref="Agents.RunLimits.MaxDuration"/> was reached.</summary>
    TimeBudget,

    /// <summary>The model kept making the same call with the same arguments, or calling a tool that it was told to give up on.</summary>
    RepeatedCalls,

    /// <summary>The model answered with neither text nor tool calls.</summary>
    NoAnswer,

    /// <summary>The plan was edited again and again without a step being finished (<see cref="Agents.Planning.PlanLimits.MaxReplansWithoutProgress"/>).</summary>
    NoProgress,

    /// <summary>The agent handed the conversation over to another (<see cref="Agents.Teams.HandoffAgent"/>); the text says so and is no answer.</summary>
    HandedOver,

    /// <summary>No answer matched the schema that was asked for, however often the model tried (<see cref="Agents.RunLimits.MaxOutputRetries"/>); or a strategy gave up (<see cref="Agents.Strategies.StrategyTurn.GivenUp"/>).</summary>
    InvalidOutput,

    /// <summary>A rail did not let the request or the answer pass; <see cref="RunState.Blocked"/> says which, and why.</summary>
    Blocked,

    /// <summary>The run had failed or was cancelled, and what it had done was undone (<see cref="Agents.Agent.CompensateAsync"/>).</summary>
    Compensated,
}
