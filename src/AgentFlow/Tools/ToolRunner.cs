using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tools;

/// <summary>Runs one tool within its time, and makes a text for the model of whatever comes out.</summary>
/// <param name="options">How tools are run.</param>
/// <param name="prompts">What the model is told.</param>
/// <param name="time">The clock.</param>
/// <param name="recorded">Gives the end of a call that is not to be made; null to make calls.</param>
internal sealed class ToolRunner(ToolOptions options, AgentPrompts prompts, TimeProvider time, Func<ToolStarted, ToolCompleted>? recorded = null)
{
    /// <summary>Runs it. Null when a call that the tool made waits for a person: the tool is to be run again then.</summary>
    public async ValueTask<ToolCompleted?> RunAsync(ToolSet.Entry tool, ToolStarted started, ToolContext context, TimeSpan? remaining, CancellationToken cancellationToken)
    {
        if (context.Nested is not { } nested)
            return await RunToEndAsync(tool, started, context, remaining, cancellationToken).ConfigureAwait(false);
        ToolCompleted? completed = null;
        try
        {
            completed = await RunToEndAsync(tool, started, context, remaining, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // What the tool has begun ends, and is journaled, before the tool's own end is.
            await nested.CloseAsync(isOver: completed is { Outcome: not ToolOutcome.TimedOut }).ConfigureAwait(false);
        }
        nested.ThrowIfBroken();
        if (nested.Divergence is { } divergence)
            return completed with { Outcome = ToolOutcome.Failed, Result = prompts.ToolDiverged.Format(("tool", started.Tool), ("difference", divergence.Message)), Error = divergence.ToString() };
        return nested.IsWaiting ? null : completed;
    }

    private async ValueTask<ToolCompleted> RunToEndAsync(ToolSet.Entry tool, ToolStarted started, ToolContext context, TimeSpan? remaining, CancellationToken cancellationToken)
    {
        if (recorded is not null)
            return recorded(started);
        var began = time.GetTimestamp();
        var limit = LimitOf(tool, remaining);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var result = await InvokeAsync(tool.Function, started, context, limit, source).ConfigureAwait(false);
            return Complete(started, ToolOutcome.Succeeded, started.ParentCallId is null ? AsText(result) : AsJson(result), null, began, context) with { EndsRun = tool.EndsRun ? true : null };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            await AccountAsync(context, cancellationToken).ConfigureAwait(false);
            return Complete(started, ToolOutcome.TimedOut, TimedOut(started, limit), null, began, context);
        }
        catch (Exception error) when (error is not RunConflictException)
        {
            // Whatever a tool throws is an answer to the model; the run goes on.
            await AccountAsync(context, cancellationToken).ConfigureAwait(false);
            return Complete(started, ToolOutcome.Failed, Failed(started.Tool, error), error.ToString(), began, context);
        }
    }

    /// <summary>A call that did not run, or whose result somebody else knows.</summary>
    public ToolCompleted Settle(ToolCallState call, ToolOutcome outcome, string text)
    {
        var isNested = call.ParentCallId is not null;
        var (result, from) = isNested ? (outcome == ToolOutcome.Succeeded ? AsJson(text) : text, null) : Cut(text);
        return new()
        {
            At = time.GetUtcNow(),
            CallId = call.Call.CallId,
            Tool = call.Call.Name,
            Outcome = outcome,
            Result = result,
            TruncatedFrom = from,
            ParentCallId = call.ParentCallId,
            CallHash = call.CallHash,
        };
    }

    /// <summary>
    /// Calls the tool. One that returns at once needs no timer; one that does not heed its token is no longer waited for once its time is up.
    /// </summary>
    private async ValueTask<object?> InvokeAsync(AIFunction function, ToolStarted started, ToolContext context, TimeSpan limit, CancellationTokenSource source)
    {
        var arguments = new AIFunctionArguments
        {
            Services = options.Services,
            Context = new Dictionary<object, object?>(1) { [typeof(ToolContext)] = context },
        };
        foreach (var property in started.Arguments.EnumerateObject())
            arguments[property.Name] = property.Value;
        using var clock = new CallTime(time, limit, source);
        if (context.Nested is { } nested)
            nested.Clock = clock;
        var call = function.InvokeAsync(arguments, source.Token);
        if (call.IsCompletedSuccessfully)
            return call.Result; // sync: the tool has returned.
        if (limit == Timeout.InfiniteTimeSpan)
            return await call.ConfigureAwait(false);
        clock.Start();
        return await call.AsTask().WaitAsync(source.Token).ConfigureAwait(false);
    }

    private static Task AccountAsync(ToolContext context, CancellationToken cancellationToken) => context.Caller?.FindChildAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>A tool has its timeout, within what is left of the run's time; an agent has all of that.</summary>
    private TimeSpan LimitOf(ToolSet.Entry tool, TimeSpan? remaining)
    {
        var most = tool.IsAgent ? Timeout.InfiniteTimeSpan : options.Timeout;
        if (remaining is not { } left || (!tool.IsAgent && left >= most))
            return most;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }

    private ToolCompleted Complete(ToolStarted started, ToolOutcome outcome, string text, string? error, long began, ToolContext context)
    {
        // What a nested call gives is for its tool, not for the model.
        var (result, from) = started.ParentCallId is null ? Cut(text) : (text, null);
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
            Untrusted = context.Caller?.Child is { } child && UntrustedText.IsIn(child.Messages),
            Tokens = context.Caller?.Child?.Tokens,
            ToolCalls = context.Caller?.Child?.ToolCalls,
            ParentCallId = started.ParentCallId,
            CallHash = started.CallHash,
            Uses = context.Uses is { Count: > 0 } uses ? uses : null,
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

    private static string AsJson(object? result) => result switch
    {
        null or JsonElement { ValueKind: JsonValueKind.Undefined } => "null",
        JsonElement json => Compact(json),
        TextContent content => AsJson((object)content.Text),
        _ => JsonSerializer.Serialize(result, AIJsonUtilities.DefaultOptions.GetTypeInfo(result.GetType())),
    };

    private static string Compact(JsonElement json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            json.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>What a person or a probe says a call gave: JSON, or a text that stands for itself.</summary>
    private static string AsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return text;
        }
        catch (JsonException)
        {
            return AsJson((object)text);
        }
    }

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
