using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tools;

/// <summary>Runs one tool within its time, and makes a text for the model of whatever comes out.</summary>
internal sealed class ToolRunner(ToolOptions options, AgentPrompts prompts, TimeProvider time)
{
    public async ValueTask<ToolCompleted> RunAsync(ToolSet.Entry tool, ToolStarted started, ToolContext context, TimeSpan? remaining, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var limit = tool.IsAgent ? remaining ?? Timeout.InfiniteTimeSpan : remaining < options.Timeout ? (remaining.Value < TimeSpan.Zero ? TimeSpan.Zero : remaining.Value) : options.Timeout;
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var result = await InvokeAsync(tool.Function, started, context, began, limit, source).ConfigureAwait(false);
            return Complete(started, context, ToolOutcome.Succeeded, AsText(result), null, began) with { EndsRun = tool.EndsRun ? true : null };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            return Complete(started, context, ToolOutcome.TimedOut, TimedOut(started, limit), null, began);
        }
        catch (Exception error) when (error is not RunConflictException)
        {
            // Whatever a tool throws is an answer to the model; the run goes on.
            return Complete(started, context, ToolOutcome.Failed, Failed(started.Tool, error), error.ToString(), began);
        }
    }

    /// <summary>A call that did not run, or whose result somebody else knows.</summary>
    public ToolCompleted Settle(string callId, string tool, ToolOutcome outcome, string text)
    {
        var (result, from) = Cut(text);
        return new() { At = time.GetUtcNow(), CallId = callId, Tool = tool, Outcome = outcome, Result = result, TruncatedFrom = from };
    }

    /// <summary>
    /// Calls the tool. One that returns at once needs no timer; one that does not heed its token is no longer waited for once its time is up.
    /// </summary>
    private async ValueTask<object?> InvokeAsync(AIFunction function, ToolStarted started, ToolContext context, long began, TimeSpan limit, CancellationTokenSource source)
    {
        var arguments = new AIFunctionArguments
        {
            Services = options.Services,
            Context = new Dictionary<object, object?>(1) { [typeof(ToolContext)] = context },
        };
        foreach (var property in started.Arguments.EnumerateObject())
            arguments[property.Name] = property.Value;
        var call = function.InvokeAsync(arguments, source.Token);
        if (call.IsCompletedSuccessfully)
            return call.Result; // sync: the tool has returned.
        if (limit == Timeout.InfiniteTimeSpan)
            return await call.ConfigureAwait(false);
        var left = limit - time.GetElapsedTime(began);
        using var timer = time.CreateTimer(static s => ((CancellationTokenSource)s!).Cancel(), source, left < TimeSpan.Zero ? TimeSpan.Zero : left, Timeout.InfiniteTimeSpan);
        return await call.AsTask().WaitAsync(source.Token).ConfigureAwait(false);
    }

    private ToolCompleted Complete(ToolStarted started, ToolContext context, ToolOutcome outcome, string text, string? error, long began)
    {
        var (result, from) = Cut(text);
        return new()
        {
            At = time.GetUtcNow(),
            CallId = started.CallId,
            Tool = started.Tool,
            Outcome = outcome,
            Result = result,
            TruncatedFrom = from,
            Error = error,
            Duration = time.GetElapsedTime(began),
            Tokens = context.Caller?.Child?.Tokens,
            ToolCalls = context.Caller?.Child?.ToolCalls,
        };
    }

    private (string Text, int? From) Cut(string text)
    {
        if (text.Length <= options.MaxResultLength)
            return (text, null);
        var length = char.IsHighSurrogate(text[options.MaxResultLength - 1]) ? options.MaxResultLength - 1 : options.MaxResultLength;
        return ($"{text.AsSpan(0, length)}\n{prompts.ResultCut.Format(("shown", length), ("total", text.Length))}", text.Length);
    }

    private string AsText(object? result) => result switch
    {
        null => prompts.EmptyResult.Format(),
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => prompts.EmptyResult.Format(),
        JsonElement json => json.GetRawText(),
        TextContent content => content.Text,
        _ => JsonSerializer.Serialize(result, AIJsonUtilities.DefaultOptions.GetTypeInfo(result.GetType())),
    };

    private string TimedOut(ToolStarted started, TimeSpan limit) => prompts.ToolTimedOut.Format(
        ("tool", started.Tool),
        ("seconds", $"{limit.TotalSeconds:0.###}"),
        ("effect", (started.Effect == ToolEffect.AtMostOnce ? prompts.TimedOutInDoubt : prompts.TimedOutHarmless).Format()));

    private string Failed(string tool, Exception error)
    {
        var isAboutInput = error is ToolException or ArgumentException or FormatException or ArithmeticException or KeyNotFoundException;
        var text = isAboutInput || options.ErrorDetails == ToolErrorDetails.AllMessages
            ? error.Message
            : prompts.HiddenError.Format(("kind", error.GetType().Name));
        return prompts.ToolFailed.Format(("tool", tool), ("error", text));
    }
}
