using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sandbox.Packs;

/// <summary>
/// How the script of one call reaches other tools: as calls within its own, which the agent checks, asks for and journals like those of a model. Where one has to wait for
/// a person, or is not the one that the script made before, the script is stopped there, before it could catch that.
/// </summary>
internal sealed class OtherTools(ToolContext context, Func<string, AIFunction?> find, CancellationToken cancellationToken) : IDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    /// <summary>Ends the script.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Why the script was stopped from here; null where it was not.</summary>
    public ExceptionDispatchInfo? Stopped { get; private set; }

    /// <summary>Calls a tool.</summary>
    /// <exception cref="ToolException">It gave no result; says why.</exception>
    public async ValueTask<JsonNode?> CallAsync(string tool, JsonNode? arguments, CancellationToken callToken)
    {
        var function = find(tool) ?? throw new ToolException($"There is no tool '{tool}' here.");
        try
        {
            var completed = await context.CallAsync(function, ResultJson.From(arguments ?? new JsonObject()), callToken).ConfigureAwait(false);
            return completed.Outcome == ToolOutcome.Succeeded ? JsonNode.Parse(completed.Result) : throw new ToolException(completed.Result);
        }
        catch (Exception error) when (error is ToolWaitsException or ToolReplayException)
        {
            Stopped ??= ExceptionDispatchInfo.Capture(error);
            await _stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    public void Dispose() => _stop.Dispose();
}
