using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentFlow.Agents.Planning;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Testing.Conformance;

/// <summary>
/// Every field of an event or a message as text. Written by hand and not by the serialiser under test, which would not notice what it
/// leaves out.
/// </summary>
internal static class EventText
{
    private static readonly JsonSerializerOptions Plain = AIJsonUtilities.DefaultOptions;

    public static string Of(RunEvent runEvent)
    {
        var fields = runEvent switch
        {
            RunStarted e => Fields(e.Agent, e.SessionId, e.User, e.Tenant, e.SessionVersion, e.Instructions, Of(e.Input), Json(e.OutputSchema), e.Queued, e.Kind, e.ParentRunId, e.ForkedFrom?.RunId, e.ForkedFrom?.Version),
            RunResumed e => Fields(e.By, e.SessionVersion),
            ModelResponded e => Fields(Of(e.Message), Of(e.Usage), e.ModelId, e.FinishReason, e.Duration),
            ToolStarted e => Fields(e.CallId, e.Tool, Json(e.Arguments), string.Join('|', e.Repairs), e.IdempotencyKey, e.Effect, e.ParentCallId, e.CallHash, e.ChildRunId),
            ToolCompleted e => Fields(e.CallId, e.Tool, e.Outcome, e.Result, e.TruncatedFrom, e.Error, e.Duration, e.ParentCallId, e.CallHash, e.Tokens, e.ToolCalls, e.EndsRun, e.Untrusted, e.Uses is null ? null : string.Join('|', e.Uses.Select(u => Fields(u.Capability, u.What, u.Outcome, u.Bytes, u.Count)))),
            ApprovalRequested e => Fields(e.CallId, e.Tool, Json(e.Arguments), e.Reason, e.ParentCallId, e.CallHash),
            ApprovalDecided e => Fields(e.CallId, e.Approved, e.Reason),
            DoubtRaised e => Fields(e.CallId, e.Tool, Json(e.Arguments), e.IdempotencyKey, e.Error, e.ParentCallId),
            DoubtResolved e => Fields(e.CallId, e.Happened, e.Result, e.By),
            ContextCompacted e => Fields(e.Reason, e.MessagesBefore, e.MessagesAfter),
            OutputRejected e => Fields(string.Join('|', e.Errors), e.Note),
            WrapUpStarted e => Fields(e.Reason, e.Note),
            RailApplied e => Fields(e.Rail, e.Point, e.Action, e.Reason, e.CallId),
            UndoStarted e => Fields(e.CallId, e.Tool, e.IdempotencyKey),
            UndoCompleted e => Fields(e.CallId, e.Tool, e.IdempotencyKey, e.Outcome, e.Error),
            StepStarted e => Fields(e.Step, e.Parent, e.Name, string.Join('|', e.Tags), e.Metadata is null ? null : string.Join('|', e.Metadata.Select(m => $"{m.Key}={m.Value}"))),
            StepProgressed e => Fields(e.Step, e.Name, e.Done, e.Total),
            StepCompleted e => Fields(e.Step, e.Name, e.Duration),
            StepFailed e => Fields(e.Step, e.Name, e.Code, e.Message, e.Duration),
            PlanMade e => Fields(Of(e.Plan), e.By, e.RunId, e.Tokens),
            PlanRejected e => Fields(e.By, string.Join('|', e.Problems), e.RunId, e.Tokens),
            PlanStepStarted e => Fields(e.StepId, e.RunId, e.Agent, e.Budget.MaxTokens, e.Budget.MaxToolCalls, e.Budget.MaxDuration),
            PlanStepCompleted e => Fields(e.StepId, e.RunId, e.Result, e.ResultLength, e.Tokens, e.ToolCalls),
            PlanStepFailed e => Fields(e.StepId, e.RunId, e.Error, e.CanResume, e.Tokens, e.ToolCalls),
            PlanStepSuspended e => Fields(e.StepId, e.RunId, string.Join('|', e.Pending.Select(p => Fields(p.CallId, p.Tool, Json(p.Arguments), p.InDoubt, p.Reason))), e.Version),
            PlanStepDecided e => Fields(e.StepId, string.Join('|', e.Decisions.Select(d => Fields(d.CallId, d.Approved, d.Result, d.Reason)))),
            PlanSynthesized e => Fields(string.Join('|', e.Claims), e.RunId, e.Tokens),
            RunSuspended e => Fields(string.Join('|', e.CallIds)),
            RunFailed e => Fields(e.Code, e.Message),
            RunCompleted e => Fields(e.Outcome, e.Text),
            _ => throw new ConformanceException($"The suite does not know the event {runEvent.GetType().Name}; add it here and to the samples."),
        };
        return $"{runEvent.GetType().Name} at {runEvent.At:O}: {fields}";
    }

    public static string Of(ChatMessage message)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"[{message.Role.Value} {Fields(message.AuthorName, message.MessageId, message.CreatedAt, Json(message.AdditionalProperties))}");
        foreach (var content in message.Contents)
            text.Append("; ").Append(Of(content));
        return text.Append(']').ToString();
    }

    private static string Of(Plan plan) =>
        $"{plan.Goal}: {string.Join('|', plan.Steps.Select(s => Fields(s.Id, s.Task, string.Join(',', s.DependsOn), s.Use, Json(s.OutputSchema), s.DoneWhen)))}";

    private static string Of(IEnumerable<ChatMessage> messages) => string.Concat(messages.Select(Of));

    private static string Of(AIContent content)
    {
        var fields = content switch
        {
            TextContent c => Fields(c.Text),
            TextReasoningContent c => Fields(c.Text, c.ProtectedData),
            DataContent c => Fields(c.MediaType, c.Name, Convert.ToBase64String(c.Data.Span)),
            UriContent c => Fields(c.MediaType, c.Uri),
            FunctionCallContent c => Fields(c.CallId, c.Name, Json(c.Arguments), c.InformationalOnly),
            FunctionResultContent c => Fields(c.CallId, Json(c.Result)),
            UsageContent c => Fields(Of(c.Details)),
            ErrorContent c => Fields(c.Message, c.ErrorCode, c.Details),
            _ => throw new ConformanceException($"The suite does not know the content {content.GetType().Name}."),
        };
        return $"{content.GetType().Name} {fields} {Json(content.AdditionalProperties)}";
    }

    private static string Of(UsageDetails? usage) => usage is null
        ? "none"
        : Fields(usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.CachedInputTokenCount, usage.ReasoningTokenCount,
            usage.AdditionalCounts is null ? null : string.Join('|', usage.AdditionalCounts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}")));

    /// <summary>Objects and the elements that they are read back as look the same in JSON; the order of the members counts.</summary>
    private static string Json(object? value) => value switch
    {
        null => "none",
        JsonElement element => element.GetRawText() is var raw && element.ValueKind == JsonValueKind.Undefined ? "undefined" : JsonSerializer.Serialize(element, Plain.GetTypeInfo(typeof(JsonElement))),
        IDictionary<string, object?> members => string.Join(',', members.Select(m => $"{m.Key}={Json(m.Value)}")),
        _ => JsonSerializer.Serialize(value, Plain.GetTypeInfo(value.GetType())),
    };

    private static string Fields(params ReadOnlySpan<object?> fields)
    {
        var text = new StringBuilder();
        foreach (var field in fields)
            text.Append('<').Append(field is IFormattable f ? f.ToString(field is DateTimeOffset ? "O" : null, CultureInfo.InvariantCulture) : field ?? "none").Append('>');
        return text.ToString();
    }
}
