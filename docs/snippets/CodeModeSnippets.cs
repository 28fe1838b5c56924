using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.JavaScript;
using AgentFlow.Sandbox;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Snippets;

public static class CodeModeSnippets
{
    public static async Task<string> UseCodeMode(IChatClient model)
    {
        // begin-snippet: code-mode
        var orders = Tool.Create((int month) => new[] { new { id = 1, total = 12.5 }, new { id = 2, total = 30.0 } }, "list_orders", "The orders of a month.", ToolEffect.Pure);
        var refund = Tool.Create((int orderId) => "refunded", "refund", "Pays an order back.").WithApproval();

        var agent = new Agent(model, new AgentOptions { Tools = [CodeMode.Create([orders, refund])] });
        var result = await agent.RunAsync("Refund all orders of March over 20.");
        // end-snippet
        return result.Text;
    }

    public static IList<AIFunction> ChooseCallers(AIFunction search, AIFunction orders, AIFunction ask)
    {
        // begin-snippet: code-mode-callers
        var tools = CodeMode.CreateTools(
        [
            orders,                                      // for scripts alone, which is the default
            search.WithCallers(ToolCallers.Both),        // for scripts, and for the model itself
            ask.WithCallers(ToolCallers.Direct),         // for the model alone
        ]);
        var options = new AgentOptions { Tools = tools };
        // end-snippet
        return options.Tools;
    }

    public static AIFunction SetLimits(IReadOnlyList<AIFunction> tools)
    {
        // begin-snippet: code-mode-options
        var runCode = CodeMode.Create(tools, new CodeModeOptions
        {
            MaxCalls = 50,
            MaxParallelCalls = 4,
            MaxDeclaredTools = 20,
            Limits = new ScriptLimits { Fuel = 20_000_000, Memory = 32 << 20 },
        });
        // end-snippet
        return runCode;
    }

    public static async Task<RunResult> Decide(Agent agent, string runId)
    {
        // begin-snippet: code-mode-approval
        var run = await agent.LoadAsync(runId);
        foreach (var call in run.Pending)
            Console.WriteLine($"{call.CallId}: {call.Tool} {call.Arguments}"); // c1/4: refund {"orderId":2}

        var result = await agent.ResumeAsync(runId, [.. run.Pending.Select(call => call.Approve())]);
        // end-snippet
        return result;
    }

    public static AIFunction CallOtherTools(AIFunction fetch, AIFunction store)
    {
        // begin-snippet: nested-calls
        var copy = Tool.Create(async (string name, ToolContext context, CancellationToken token) =>
        {
            var fetched = await context.CallAsync(fetch, JsonSerializer.SerializeToElement(new { name }), token);
            if (fetched.Outcome != ToolOutcome.Succeeded)
                return fetched.Result; // a message, as a model would get it
            var stored = await context.CallAsync(store, JsonElement.Parse($$"""{"content":{{fetched.Result}}}"""), token);
            return stored.Result;
        }, "copy", effect: ToolEffect.Keyed);
        // end-snippet
        return copy;
    }
}
