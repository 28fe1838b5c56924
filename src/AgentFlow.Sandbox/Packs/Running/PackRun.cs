using System.Text.Json;
using AgentFlow.JavaScript;
using AgentFlow.Sandbox.Permissions;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Packs;

/// <summary>One call of a pack: arguments checked, the script run in a machine of its own, the result checked.</summary>
internal static class PackRun
{
    /// <summary>Runs it; what the script used and wrote goes with the result.</summary>
    /// <param name="pack">The tool.</param>
    /// <param name="host">What its script can reach.</param>
    /// <param name="arguments">An object, not checked yet.</param>
    /// <param name="call">The call, for what the script reaches.</param>
    /// <param name="prompts">What the model is told.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ToolException">There is no result. The message is for the model; the inner exception, for the operator, says more where there is more to say.</exception>
    public static async ValueTask<JsonElement> InvokeAsync(
        Pack pack, ScriptHost host, JsonElement arguments, SandboxCall call, ToolPackPrompts prompts, CancellationToken cancellationToken)
    {
        if (!pack.Parameters.IsValid(arguments))
            throw new ToolException(prompts.InvalidArguments.Format(("errors", Join(pack.Parameters.Validate(arguments)))));
        var result = await pack.Script.CallAsync(arguments, host, pack.Limits, call, cancellationToken).ConfigureAwait(false);
        return result.Outcome switch
        {
            ScriptCompleted completed => Check(pack, result, completed, prompts),
            ScriptThrew threw => throw new ToolException(Text(threw.Error), new ScriptFailure(pack, threw.Error)),
            ScriptLimitReached reached => throw new ToolException(
                prompts.LimitReached.Format(("limit", reached.Limit.ToString().ToLowerInvariant())), new ScriptFailure(pack, reached.Error)),
            _ => throw new ToolException(prompts.Faulty.Format(), new ScriptFailure(pack, result.Error!)),
        };
    }

    private static JsonElement Check(Pack pack, ScriptResult result, ScriptCompleted completed, ToolPackPrompts prompts)
    {
        if (result.AbandonedCalls is [var open, ..])
            throw Faulty($"The script returned before its call of '{open.Function}' was over, so that call was cancelled. Await it.");
        if (result.UnhandledRejections is [var rejection, ..])
            throw new ToolException(prompts.Faulty.Format(), new ScriptFailure(pack, rejection));
        var value = ResultJson.From(completed.Value);
        if (pack.Result is { } schema && !schema.IsValid(value))
            throw Faulty($"The result does not fit the schema of the manifest: {Join(schema.Validate(value))}");
        return value;

        ToolException Faulty(string message) => new(prompts.Faulty.Format(), new ScriptFailure(pack, new ScriptError { Name = "Fault", Message = message }));
    }

    /// <summary>What the script threw, in its own words: an Error is its message, other kinds of errors have their name before it.</summary>
    private static string Text(ScriptError error) => error.Name == "Error" ? error.Message : $"{error.Name}: {error.Message}";

    private static string Join(IEnumerable<JsonSchema.SchemaError> errors) => string.Join(" ", errors.Select(static e => e.Message));
}
