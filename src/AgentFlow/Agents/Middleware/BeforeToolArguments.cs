using System.Text.Json;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Middleware;

/// <summary>What <see cref="AgentMiddleware.BeforeTool"/> is told.</summary>
public sealed class BeforeToolArguments
{
    /// <summary>The run as it stands; to be read during the call, for it moves on.</summary>
    public required RunState State { get; init; }

    /// <summary>The call's id.</summary>
    public required string CallId { get; init; }

    /// <summary>The tool.</summary>
    public required AIFunction Tool { get; init; }

    /// <summary>What the tool declared about being run twice; anything but <see cref="ToolEffect.Pure"/> may change the world.</summary>
    public required ToolEffect Effect { get; init; }

    /// <summary>The arguments, an object that fits the tool's schema, as the middleware before left them.</summary>
    public required JsonElement Arguments { get; init; }
}
