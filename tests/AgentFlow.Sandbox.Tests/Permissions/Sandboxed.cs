using System.Text.Json;
using AgentFlow.JavaScript;
using AgentFlow.Sandbox.Engine;
using AgentFlow.Sandbox.Permissions;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Tests.Permissions;

/// <summary>Runs a script as a tool with permissions runs. It uses the internal set of capabilities, so that these tests need no pack on disk.</summary>
internal static class Sandboxed
{
    public static ToolContext Context(string? tenant = null, string? session = null, string? user = null, string key = "run/0/c1") =>
        new() { RunId = "run", CallId = "c1", IdempotencyKey = key, Tenant = tenant, SessionId = session, User = user };

    public static IReadOnlyList<string> Problems(string permissions, SandboxGrants grants, params string[] secrets)
    {
        using var set = CapabilitySet.Create(JsonElement.Parse(permissions), secrets, grants, "tool", out var problems);
        return [.. problems.Select(p => $"{p.Pointer}: {p.Message}")];
    }

    /// <summary>What the script returns as JSON, or the message of what it throws.</summary>
    public static async Task<string> RunAsync(string script, string permissions, SandboxGrants grants, ToolContext? context = null, string tool = "tool", string[]? secrets = null, SandboxToolCall? callTool = null)
    {
        using var set = CapabilitySet.Create(JsonElement.Parse(permissions), secrets ?? [], grants, tool, out var problems);
        Assert.Empty(problems);
        var host = new ScriptHost();
        set.AddTo(host);
        var call = new SandboxCall { Tool = tool, Context = context, CallTool = callTool };
        var result = await new ScriptEngine().Prepare(script).RunAsync(set.HostFor(host, call), new ScriptLimits(), call, TestContext.Current.CancellationToken);
        return result.Outcome switch
        {
            ScriptCompleted completed => completed.Value?.ToJsonString() ?? "null",
            ScriptThrew threw => threw.Error.Message,
            var other => other.ToString()!,
        };
    }
}
