using AgentFlow.JavaScript;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Permissions;

/// <summary><c>tools.NAME(args)</c>: calls of other tools, each through <see cref="SandboxCall.CallTool"/> and so through the gate that the agent's own calls pass.</summary>
internal sealed class ToolsCapability(IReadOnlyList<string> tools) : ICapability
{
    public string Name => "tools";

    public static ToolsCapability Create(PermissionReader reader, IReadOnlyList<string> granted)
    {
        var asked = reader.Texts() ?? granted;
        for (var i = 0; i < asked.Count; i++)
        {
            if (!granted.Contains(asked[i], StringComparer.Ordinal))
                reader.Problem($"Tool '{asked[i]}' may not be called. Add it to {nameof(SandboxGrants)}.{nameof(SandboxGrants.Tools)}, which has: {string.Join(", ", granted)}.", $"/{i}");
            else if (!asked[i].All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$') || char.IsAsciiDigit(asked[i][0]))
                reader.Problem($"Tool '{asked[i]}' has a name that a script cannot call. Use letters, digits and _.", $"/{i}");
        }
        return new ToolsCapability([.. asked.Distinct(StringComparer.Ordinal)]);
    }

    public void AddTo(ScriptHost host)
    {
        foreach (var tool in tools)
        {
            host.AddFunction($"tools.{tool}", async (call, cancellationToken) =>
            {
                var sandbox = (SandboxCall)call.State!;
                if (sandbox.CallTool is not { } callTool)
                    throw new ScriptHostException($"Tool '{tool}' cannot be called here: nothing runs this tool that could call others.");
                try
                {
                    var result = await callTool(tool, call[0], cancellationToken).ConfigureAwait(false);
                    sandbox.Record(Name, tool, "ok");
                    return result;
                }
                catch (ToolException error)
                {
                    sandbox.Record(Name, tool, "failed");
                    throw new ScriptHostException(error.Message, error);
                }
            });
        }
    }
}
