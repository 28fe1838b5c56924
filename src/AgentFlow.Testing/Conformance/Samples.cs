using System.Text.Json;
using AgentFlow.Agents.Planning;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Testing.Conformance;

/// <summary>Events and messages in which every field has a value that is easily lost.</summary>
internal static class Samples
{
    /// <summary>Unicode of one to four bytes, what JSON escapes, a NUL, and what looks like SQL.</summary>
    public const string Awkward = "naïve \u4f60\u597d \U0001f680 \"quoted\" \\back\\ \0 \r\n\t </script> '; DROP TABLE runs; --";

    /// <summary>With all seven decimals, and not in UTC.</summary>
    public static readonly DateTimeOffset At = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(2)).AddTicks(1234567);

    private const string Arguments = """{"city":"Z\u00fcrich","nested":{"list":[1,2.50,-3e10,true,null,{"deep":"\ud83d\ude80"}]},"big":12345678901234567890,"empty":""}""";

    public static JsonElement ArgumentsJson
    {
        get
        {
            using var document = JsonDocument.Parse(Arguments);
            return document.RootElement.Clone();
        }
    }

    /// <summary>One of each kind of event, all fields filled, and one of each kind with only what is required.</summary>
    public static IReadOnlyList<RunEvent> Events { get; } =
    [
        new RunStarted { At = At, Agent = "bot \u00e9", SessionId = "session-1", User = "user-1", Tenant = "tenant-1", SessionVersion = 7, Instructions = Awkward, Input = Messages(), OutputSchema = ArgumentsJson, Queued = true, Kind = RunKind.Chain, ParentRunId = "parent-1", ForkedFrom = new ForkedFrom { RunId = "run-0", Version = 5_000_000_000 } },
        new RunResumed { At = At.AddTicks(1), By = "host:1", SessionVersion = 9 },
        new RunResumed { At = At.AddTicks(2) },
        new ModelResponded
        {
            At = At.AddTicks(3),
            Message = Answer(),
            Usage = new UsageDetails { InputTokenCount = 1, OutputTokenCount = 2, TotalTokenCount = 3, CachedInputTokenCount = 4, ReasoningTokenCount = 5, AdditionalCounts = new() { ["audio"] = 6 } },
            ModelId = "model-x",
            FinishReason = ChatFinishReason.ToolCalls,
            Duration = TimeSpan.FromTicks(98765432101),
        },
        new ModelResponded { At = At.AddTicks(4), Message = new ChatMessage(ChatRole.Assistant, string.Empty) },
        new ToolStarted { At = At.AddTicks(5), CallId = "call_1", Tool = "weather", Arguments = ArgumentsJson, Repairs = ["a was text", "b was missing"], IdempotencyKey = "key-1", Effect = ToolEffect.Keyed, ChildRunId = "run.0.call_1" },
        new ToolStarted { At = At.AddTicks(5), CallId = "call_1/2", Tool = "rain", Arguments = ArgumentsJson, IdempotencyKey = "key-1/2", ParentCallId = "call_1", CallHash = "0123456789abcdef" },
        new ToolCompleted
        {
            At = At.AddTicks(6),
            CallId = "call_1",
            Tool = "weather",
            Outcome = ToolOutcome.Succeeded,
            Result = Awkward,
            TruncatedFrom = 123456,
            Error = "System.Exception: details\n   at X()",
            Duration = TimeSpan.FromTicks(1),
            Untrusted = true,
            Uses = [new() { Capability = "net", What = Awkward, Outcome = "200", Bytes = 5, Count = 2 }, new() { Capability = "clock", What = "now", Outcome = "ok" }],
            Tokens = 12345678901,
            ToolCalls = 12,
            EndsRun = true,
        },
        new ToolCompleted { At = At.AddTicks(6), CallId = "call_1/2", Tool = "rain", Outcome = ToolOutcome.Succeeded, Result = Awkward, ParentCallId = "call_1", CallHash = "0123456789abcdef" },
        new ToolCompleted { At = At.AddTicks(7), CallId = "call_2", Tool = "weather", Outcome = ToolOutcome.Failed, Result = string.Empty },
        new ApprovalRequested { At = At.AddTicks(8), CallId = "call_3", Tool = "pay", Arguments = ArgumentsJson },
        new ApprovalRequested { At = At.AddTicks(8), CallId = "call_4", Tool = "pay", Arguments = ArgumentsJson, Reason = Awkward },
        new RailApplied { At = At.AddTicks(8), Rail = "pii", Point = RailPoint.BeforeTool, Action = RailAction.Ask, Reason = Awkward, CallId = "call_3" },
        new RailApplied { At = At.AddTicks(8), Rail = "length", Point = RailPoint.Input, Action = RailAction.Pass },
        new UndoStarted { At = At.AddTicks(8), CallId = "call_3", Tool = "pay", IdempotencyKey = "key-3" },
        new UndoCompleted { At = At.AddTicks(8), CallId = "call_3", Tool = "pay", IdempotencyKey = "key-3", Outcome = UndoOutcome.Failed, Error = Awkward },
        new UndoCompleted { At = At.AddTicks(8), CallId = "call_3", Tool = "pay", IdempotencyKey = "key-3", Outcome = UndoOutcome.Undone },
        new ApprovalRequested { At = At.AddTicks(8), CallId = "call_1/3", Tool = "pay", Arguments = ArgumentsJson, ParentCallId = "call_1", CallHash = "0123456789abcdef" },
        new ApprovalDecided { At = At.AddTicks(9), CallId = "call_3", Approved = false, Reason = "too much" },
        new ApprovalDecided { At = At.AddTicks(10), CallId = "call_3", Approved = true },
        new DoubtRaised { At = At.AddTicks(11), CallId = "call_3", Tool = "pay", Arguments = ArgumentsJson, IdempotencyKey = "key-3" },
        new DoubtRaised { At = At.AddTicks(11), CallId = "call_1/3", Tool = "pay", Arguments = ArgumentsJson, IdempotencyKey = "key-1/3", ParentCallId = "call_1" },
        new DoubtResolved { At = At.AddTicks(12), CallId = "call_3", Happened = true, Result = "paid", By = "person" },
        new DoubtResolved { At = At.AddTicks(13), CallId = "call_3", Happened = false, By = "probe" },
        new ContextCompacted { At = At.AddTicks(14), Reason = "Too long.", MessagesBefore = 9, MessagesAfter = 4 },
        new OutputRejected { At = At.AddTicks(18), Errors = [Awkward, "total is missing"], Note = Awkward },
        new WrapUpStarted { At = At.AddTicks(14), Reason = RunOutcome.TokenBudget, Note = "Conclude." },
        .. StepEvents(),
        .. PlanEvents(),
        new RunSuspended { At = At.AddTicks(15), CallIds = ["call_3", "call_4"] },
        new RunFailed { At = At.AddTicks(16), Code = "HttpRequestException", Message = "The server is down." },
        new RunCompleted { At = At.AddTicks(17), Outcome = RunOutcome.Answered, Text = Awkward },
    ];

    private static RunEvent[] StepEvents() =>
    [
        new StepStarted { At = At.AddTicks(15), Step = 2, Parent = 1, Name = Awkward, Tags = ["a", "b"], Metadata = new Dictionary<string, string> { ["k"] = "v" } },
        new StepStarted { At = At.AddTicks(15), Step = 1, Name = "model" },
        new StepProgressed { At = At.AddTicks(15), Step = 2, Name = "map", Done = 3, Total = 12 },
        new StepCompleted { At = At.AddTicks(15), Step = 2, Name = "model", Duration = TimeSpan.FromTicks(12345) },
        new StepFailed { At = At.AddTicks(15), Step = 1, Name = "model", Code = "HttpRequestException", Message = Awkward, Duration = TimeSpan.FromTicks(1) },
    ];

    private static RunEvent[] PlanEvents() =>
    [
        new PlanMade
        {
            At = At.AddTicks(15),
            Plan = new Plan
            {
                Goal = Awkward,
                Steps = [new PlanStep { Id = "a", Task = Awkward }, new PlanStep { Id = "b", Task = "t", DependsOn = ["a"], Use = "search", OutputSchema = ArgumentsJson, DoneWhen = Awkward }],
            },
            By = PlanAuthor.Replanner,
            RunId = "run.replan-1",
            Tokens = 5_000_000_000,
        },
        new PlanRejected { At = At.AddTicks(15), By = PlanAuthor.Planner, Problems = [Awkward, "empty"], RunId = "run.plan-1", Tokens = 7 },
        new PlanStepStarted { At = At.AddTicks(15), StepId = "a", RunId = "run.a.1", Agent = "bot", Budget = new StepBudget { MaxTokens = 1, MaxToolCalls = 2, MaxDuration = TimeSpan.FromTicks(3) } },
        new PlanStepStarted { At = At.AddTicks(15), StepId = "a", RunId = "run.a.1", Agent = "bot", Budget = new StepBudget() },
        new PlanStepCompleted { At = At.AddTicks(15), StepId = "a", RunId = "run.a.1", Result = Awkward, ResultLength = 99999, Tokens = 8, ToolCalls = 9 },
        new PlanStepFailed { At = At.AddTicks(15), StepId = "a", RunId = "run.a.1", Error = Awkward, CanResume = true, Tokens = 8, ToolCalls = 9 },
        new PlanStepSuspended { At = At.AddTicks(15), StepId = "a", RunId = "run.a.1", Pending = [new PendingCall { CallId = "c", Tool = "pay", Arguments = ArgumentsJson, InDoubt = true }], Version = 12 },
        new PlanStepDecided { At = At.AddTicks(15), StepId = "a", Decisions = [new ToolDecision { CallId = "c", Approved = true }, new ToolDecision { CallId = "d", Result = Awkward, Reason = "r" }] },
        new PlanSynthesized { At = At.AddTicks(15), Claims = [new PlanClaim { Text = Awkward, Steps = ["a", "b"] }], RunId = "run.answer", Tokens = 3 },
    ];

    /// <summary>The kinds of messages that a session holds.</summary>
    public static IReadOnlyList<ChatMessage> Messages() =>
    [
        new(ChatRole.System, "Be kind."),
        new(ChatRole.User, [new TextContent(Awkward), new DataContent(new byte[] { 0, 1, 2, 254, 255 }, "image/png") { Name = "dot.png" }, new UriContent("https://example.com/a%20b.jpg", "image/jpeg")])
        {
            AuthorName = "Ann",
            MessageId = "m-1",
            CreatedAt = At,
            AdditionalProperties = new() { ["trace"] = "t-1" },
        },
        Answer(),
        new(ChatRole.Tool, [new FunctionResultContent("call_1", "12 degrees"), new FunctionResultContent("call_2", ArgumentsJson), new FunctionResultContent("call_3", null)]),
    ];

    private static ChatMessage Answer() => new(ChatRole.Assistant,
    [
        new TextReasoningContent("Let me think.") { ProtectedData = "c2lnbmF0dXJl" },
        new TextContent("I look it up."),
        new FunctionCallContent("call_1", "weather", ArgumentsJson.EnumerateObject().ToDictionary(p => p.Name, object? (p) => p.Value.Clone())),
        new FunctionCallContent("call_2", "time", new Dictionary<string, object?>()),
        new UsageContent(new UsageDetails { InputTokenCount = 9, OutputTokenCount = 8 }),
        new ErrorContent("half an error") { ErrorCode = "e1", Details = "more" },
    ]);
}
