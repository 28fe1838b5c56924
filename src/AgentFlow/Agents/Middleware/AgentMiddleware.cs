using System.Text.Json;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Middleware;

/// <summary>
/// What stands between an agent and the world: a function for each point of a run, those that are null being passed by. Put around an agent with
/// <see cref="Agent.Use"/>.
/// </summary>
/// <remarks>
/// The functions of one middleware are called by many runs at once. One that throws stops the run, which can be resumed: a rail that cannot judge lets nothing pass.
/// What a function decides is journaled as <see cref="RailApplied"/> together with what it leads to, so that a resumed run does not ask it again.
/// </remarks>
public sealed class AgentMiddleware
{
    /// <summary>The name that the journal knows it by.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Looks at what is asked, before any of it is journaled; once for each run, and when it is put in the queue if it is. What it changes is all that journal,
    /// session and model see.
    /// </summary>
    /// <value>Null.</value>
    public Func<InputArguments, CancellationToken, ValueTask<Verdict<IReadOnlyList<ChatMessage>>>>? OnInput { get; init; }

    /// <summary>Looks at what the model is about to be shown, before each call of it. A change holds for that one call and is not kept.</summary>
    /// <value>Null.</value>
    public Func<BeforeModelArguments, CancellationToken, ValueTask<Verdict<IReadOnlyList<ChatMessage>>>>? BeforeModel { get; init; }

    /// <summary>Looks at each answer of the model, its tool calls included, before it is journaled or acted on. Streamed text is held back until then.</summary>
    /// <value>Null.</value>
    public Func<AfterModelArguments, CancellationToken, ValueTask<Verdict<ChatMessage>>>? AfterModel { get; init; }

    /// <summary>
    /// Looks at a call whose arguments fit the tool's schema, before it runs: may change the arguments, refuse the call (<see cref="Verdict.Block"/>; the model
    /// is told the reason) or have a person asked (<see cref="Verdict.Ask"/>).
    /// </summary>
    /// <value>Null.</value>
    public Func<BeforeToolArguments, CancellationToken, ValueTask<Verdict<JsonElement>>>? BeforeTool { get; init; }

    /// <summary>Looks at what a tool that ran came to, before it is journaled; to block it is to keep the result from the model, which is told so.</summary>
    /// <value>Null.</value>
    public Func<AfterToolArguments, CancellationToken, ValueTask<Verdict<ToolCompleted>>>? AfterTool { get; init; }

    /// <summary>Looks at each text for the user before it is journaled or streamed: the answer, and what the model says beside its tool calls.</summary>
    /// <value>Null.</value>
    public Func<MessageArguments, CancellationToken, ValueTask<Verdict<string>>>? OnMessage { get; init; }

    /// <summary>
    /// Puts back, at the last moment and outside of the journal, what the journal must not hold: in texts for the user, and in the arguments that a tool is run with.
    /// Called whenever such a text is handed out, and so more than once for one text.
    /// </summary>
    /// <value>Null.</value>
    public Func<RevealArguments, CancellationToken, ValueTask<string>>? Reveal { get; init; }
}
