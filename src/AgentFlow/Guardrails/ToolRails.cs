using System.Text.Json;
using AgentFlow.Agents.Middleware;
using AgentFlow.Guardrails.Taint;
using AgentFlow.JsonSchema;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Guardrails;

/// <summary>Middleware that looks at tool calls. A call that it refuses is answered to the model with the reason, and the run goes on.</summary>
public static class ToolRails
{
    /// <summary>Lets each user call some tools only.</summary>
    /// <param name="toolsOf">
    /// The names of the tools for a user (null: the request did not say who), or null for all of them. Asked at each call.
    /// </param>
    public static AgentMiddleware Allow(Func<string?, IReadOnlyCollection<string>?> toolsOf)
    {
        ArgumentNullException.ThrowIfNull(toolsOf);
        return Create("allow-list", call => toolsOf(call.State.Start.User) is { } allowed && !allowed.Contains(call.Tool.Name, StringComparer.Ordinal)
            ? Verdict.Block("This user may not use this tool.")
            : Verdict.Pass);
    }

    /// <summary>Judges the calls of one tool by a function.</summary>
    /// <param name="tool">The tool's name.</param>
    /// <param name="policy">
    /// Lets the call pass, changes its arguments, blocks it with a message to the model, or has a person asked.
    /// </param>
    public static AgentMiddleware Arguments(string tool, Func<BeforeToolArguments, CancellationToken, ValueTask<Verdict<JsonElement>>> policy)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tool);
        ArgumentNullException.ThrowIfNull(policy);
        return new AgentMiddleware
        {
            Name = $"arguments of {tool}",
            BeforeTool = (call, token) => call.Tool.Name == tool ? policy(call, token) : ValueTask.FromResult<Verdict<JsonElement>>(Verdict.Pass),
        };
    }

    /// <summary>Holds the arguments of one tool to a schema that is narrower than the tool's own, such as a lower maximum.</summary>
    /// <param name="tool">The tool's name.</param>
    /// <param name="schema">A JSON Schema of the arguments, an object.</param>
    /// <param name="otherwise">What is done about arguments that break it: <see cref="RailAction.Block"/>, or <see cref="RailAction.Ask"/> a person.</param>
    public static AgentMiddleware Arguments(string tool, JsonElement schema, RailAction otherwise = RailAction.Block)
    {
        ThrowIfNotAskOrBlock(otherwise, nameof(otherwise));
        var compiled = CompiledSchema.Compile(schema);
        return Arguments(tool, (call, _) =>
        {
            var errors = compiled.Validate(call.Arguments);
            return ValueTask.FromResult<Verdict<JsonElement>>(errors.Count == 0 ? Verdict.Pass : AskOrBlock(otherwise, string.Join(' ', errors.Select(e => e.Message))));
        });
    }

    /// <summary>Lets one run ask for a tool so many times and no more. Calls that were refused count as well.</summary>
    /// <param name="tool">The tool's name.</param>
    /// <param name="maxCalls">How many calls, from 0.</param>
    public static AgentMiddleware Rate(string tool, int maxCalls)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tool);
        ArgumentOutOfRangeException.ThrowIfNegative(maxCalls);
        return Create($"rate of {tool}", call => call.Tool.Name == tool && CallsBefore(call) >= maxCalls
            ? Verdict.Block($"One request may use this tool {maxCalls} times, and it has.")
            : Verdict.Pass);
    }

    /// <summary>
    /// Looks at calls that may change the world when untrusted text is about: results of tools marked with <see cref="AgentFlow.Tools.Tool.AsUntrusted"/>, in this run
    /// or earlier in its session.
    /// </summary>
    /// <param name="options">How strict it is; null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not valid; all problems are reported together.</exception>
    public static AgentMiddleware Taint(TaintOptions? options = null)
    {
        var policy = new TaintPolicy(options ?? new TaintOptions());
        return Create("taint", policy.Judge);
    }

    internal static Verdict AskOrBlock(RailAction action, string reason) => action == RailAction.Ask ? Verdict.Ask(reason) : Verdict.Block(reason);

    internal static void ThrowIfNotAskOrBlock(RailAction action, string name)
    {
        if (action is not (RailAction.Ask or RailAction.Block))
            throw new ArgumentOutOfRangeException(name, action, $"A rail can {RailAction.Ask} a person or {RailAction.Block} the call.");
    }

    private static AgentMiddleware Create(string name, Func<BeforeToolArguments, Verdict> judge) => new()
    {
        Name = name,
        BeforeTool = (call, _) => ValueTask.FromResult<Verdict<JsonElement>>(judge(call)),
    };

    /// <summary>How many calls of the tool the run has asked for before this one, its tools' calls of others among them.</summary>
    private static int CallsBefore(BeforeToolArguments call)
    {
        var count = call.State.CountPastNested(call.Tool.Name);
        foreach (var nested in call.State.NestedCalls)
        {
            if (nested.Call.CallId == call.CallId)
                break;
            count += nested.Call.Name == call.Tool.Name ? 1 : 0;
        }
        for (var i = call.State.HistoryCount; i < call.State.Messages.Count; i++)
        {
            var calls = call.State.Messages[i].Contents.OfType<FunctionCallContent>();
            // Ids are unique within one answer only, and the call that is judged is one of the newest.
            var isNewest = i == call.State.Messages.Count - 1;
            foreach (var other in calls)
            {
                if (isNewest && other.CallId == call.CallId)
                    return count;
                count += other.Name == call.Tool.Name ? 1 : 0;
            }
        }
        return count;
    }
}
