using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.JavaScript;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sandbox.Permissions;

/// <summary><c>tools.NAME(args)</c>: calls of other tools by <see cref="ToolContext.CallAsync"/>, and so through the gate that the agent's own calls pass.</summary>
internal sealed class ToolsCapability(IReadOnlyList<AIFunction> tools) : ICapability
{
    public string Name => "tools";

    public IReadOnlyList<AIFunction> Tools => tools;

    public static ToolsCapability Create(PermissionReader reader, IReadOnlyList<AIFunction> granted)
    {
        var asked = reader.Texts() ?? [.. granted.Select(t => t.Name)];
        for (var i = 0; i < asked.Count; i++)
        {
            if (!granted.Any(t => t.Name == asked[i]))
                reader.Problem($"Tool '{asked[i]}' may not be called. Add it to {nameof(SandboxGrants)}.{nameof(SandboxGrants.Tools)}, which has: {string.Join(", ", granted.Select(t => t.Name))}.", $"/{i}");
            else if (!asked[i].All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$') || char.IsAsciiDigit(asked[i][0]))
                reader.Problem($"Tool '{asked[i]}' has a name that a script cannot call. Use letters, digits and _.", $"/{i}");
        }
        return new ToolsCapability([.. granted.Where(t => asked.Contains(t.Name, StringComparer.Ordinal)).DistinctBy(t => t.Name)]);
    }

    public void AddTo(ScriptHost host)
    {
        foreach (var tool in tools)
            host.AddFunction($"tools.{tool.Name}", (call, cancellationToken) => CallAsync(tool, call, cancellationToken));
    }

    private async ValueTask<JsonNode?> CallAsync(AIFunction tool, HostCall call, CancellationToken cancellationToken)
    {
        var sandbox = (SandboxCall)call.State!;
        if (call.Arguments.Count > 1 || call[0] is not (null or JsonObject))
            throw new ScriptHostException($"{call.Function} takes one object with the arguments of the tool.");
        if (sandbox.Context is not { } context)
            throw new ScriptHostException($"Tool '{tool.Name}' cannot be called here: only an agent's call can make others.");
        try
        {
            var completed = await context.CallAsync(tool, JsonElement.Parse(call[0]?.ToJsonString() ?? "{}"), cancellationToken).ConfigureAwait(false);
            sandbox.Record(Name, tool.Name, completed.Outcome.ToString());
            return completed.Outcome == ToolOutcome.Succeeded ? ResultJson.Read(completed.Result) : throw new ScriptHostException(completed.Result);
        }
        catch (Exception error) when (error is ToolWaitsException or ToolReplayException)
        {
            // Nothing that the script could do now would stand: it is run again from its beginning, or its call has failed.
            sandbox.Stop?.Invoke();
            throw;
        }
    }
}
