using System.Text.Json;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Tools.BuiltIn;

/// <summary>Calls a tool as an agent does: named arguments in, text out.</summary>
internal static class ToolCalls
{
    public static async Task<string> CallAsync(this AIFunction tool, params (string Name, object? Value)[] arguments)
    {
        var result = await tool.InvokeAsync(new AIFunctionArguments(arguments.ToDictionary(a => a.Name, a => a.Value)), TestContext.Current.CancellationToken);
        return Assert.IsType<JsonElement>(result).GetString()!;
    }

    public static async Task<string> CallAsync(this AIFunction tool, ToolContext context, params (string Name, object? Value)[] arguments)
    {
        var call = new AIFunctionArguments(arguments.ToDictionary(a => a.Name, a => a.Value))
        {
            Context = new Dictionary<object, object?> { [typeof(ToolContext)] = context },
        };
        return Assert.IsType<JsonElement>(await tool.InvokeAsync(call, TestContext.Current.CancellationToken)).GetString()!;
    }

    public static async Task<string> ErrorAsync(this Task<string> call) => (await Assert.ThrowsAsync<ToolException>(() => call)).Message;
}
