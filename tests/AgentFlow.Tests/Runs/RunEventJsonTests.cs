using System.Text;
using System.Text.Json;
using AgentFlow.Agents.Planning;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Runs;

/// <summary>The written form is a promise to journals that exist: a change of these texts needs a new format number and a reader of the old.</summary>
public sealed class RunEventJsonTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly JsonElement Args = JsonElement.Parse("""{"city":"Paris","deep":{"list":[1,2.5,null,true]}}""");

    public static TheoryData<RunEvent, string> Forms => new()
    {
        {
            new RunStarted { At = At, Agent = "bot", SessionId = "s", SessionVersion = 4, Instructions = "Be brief.", Input = [new(ChatRole.User, "Hé \"you\"")] },
            """{"type":"run_started","agent":"bot","sessionId":"s","sessionVersion":4,"instructions":"Be brief.","input":[{"role":"user","contents":[{"$type":"text","text":"Hé \"you\""}]}],"queued":false,"at":"2026-01-02T03:04:05+00:00","v":1}"""
        },
        {
            new ModelResponded
            {
                At = At,
                Message = new(ChatRole.Assistant, [new TextReasoningContent("hm") { ProtectedData = "sig" }, new TextContent("So:"), new FunctionCallContent("c1", "get_weather", new JsonArguments(Args))]),
                Usage = new() { InputTokenCount = 3, OutputTokenCount = 4, TotalTokenCount = 7 },
                ModelId = "m",
                FinishReason = ChatFinishReason.ToolCalls,
                Duration = TimeSpan.FromMilliseconds(1500),
            },
            """{"type":"model_responded","message":{"role":"assistant","contents":[{"$type":"reasoning","text":"hm","protectedData":"sig"},{"$type":"text","text":"So:"},{"$type":"functionCall","name":"get_weather","arguments":{"city":"Paris","deep":{"list":[1,2.5,null,true]}},"informationalOnly":false,"callId":"c1"}]},"usage":{"inputTokenCount":3,"outputTokenCount":4,"totalTokenCount":7},"modelId":"m","finishReason":"tool_calls","duration":"00:00:01.5000000","at":"2026-01-02T03:04:05+00:00","v":1}"""
        },
        {
            new ToolStarted { At = At, CallId = "c1", Tool = "get_weather", Arguments = Args, Repairs = ["x"], IdempotencyKey = "r/0/c1", Effect = ToolEffect.Keyed },
            """{"type":"tool_started","callId":"c1","tool":"get_weather","arguments":{"city":"Paris","deep":{"list":[1,2.5,null,true]}},"repairs":["x"],"idempotencyKey":"r/0/c1","effect":"Keyed","at":"2026-01-02T03:04:05+00:00","v":1}"""
        },
        {
            new ToolCompleted { At = At, CallId = "c1", Tool = "get_weather", Outcome = ToolOutcome.Failed, Result = "no", TruncatedFrom = 9, Error = "e", Duration = TimeSpan.FromSeconds(1), Uses = [new() { Capability = "net", What = "GET https://a.example/", Outcome = "200", Bytes = 7, Count = 2 }, new() { Capability = "clock", What = "now", Outcome = "ok" }] },
            """{"type":"tool_completed","callId":"c1","tool":"get_weather","outcome":"Failed","result":"no","truncatedFrom":9,"error":"e","duration":"00:00:01","uses":[{"capability":"net","what":"GET https://a.example/","outcome":"200","bytes":7,"count":2},{"capability":"clock","what":"now","outcome":"ok","count":1}],"at":"2026-01-02T03:04:05+00:00","v":1}"""
        },
        { new ApprovalRequested { At = At, CallId = "c1", Tool = "pay", Arguments = Args }, """{"type":"approval_requested","callId":"c1","tool":"pay","arguments":{"city":"Paris","deep":{"list":[1,2.5,null,true]}},"at":"2026-01-02T03:04:05+00:00","v":1}""" },
        { new ApprovalDecided { At = At, CallId = "c1", Approved = false, Reason = "no" }, """{"type":"approval_decided","callId":"c1","approved":false,"reason":"no","at":"2026-01-02T03:04:05+00:00","v":1}""" },
        { new DoubtRaised { At = At, CallId = "c1", Tool = "pay", Arguments = Args, IdempotencyKey = "k" }, """{"type":"doubt_raised","callId":"c1","tool":"pay","arguments":{"city":"Paris","deep":{"list":[1,2.5,null,true]}},"idempotencyKey":"k","at":"2026-01-02T03:04:05+00:00","v":1}""" },
        { new DoubtResolved { At = At, CallId = "c1", Happened = true, Result = "r", By = "person" }, """{"type":"doubt_resolved","callId":"c1","happened":true,"result":"r","by":"person","at":"2026-01-02T03:04:05+00:00","v":1}""" },
        {
            new RailApplied { At = At, Rail = "pii", Point = RailPoint.BeforeTool, Action = RailAction.Ask, Reason = "r", CallId = "c1" },
            """{"type":"rail_applied","rail":"pii","point":"BeforeTool","action":"Ask","reason":"r","callId":"c1","at":"2026-01-02T03:04:05+00:00","v":1}"""
        },
        { new UndoStarted { At = At, CallId = "c1", Tool = "pay", IdempotencyKey = "k" }, """{"type":"undo_started","callId":"c1","tool":"pay","idempotencyKey":"k","at":"2026-01-02T03:04:05+00:00","v":1}""" },
        {
            new UndoCompleted { At = At, CallId = "c1", Tool = "pay", IdempotencyKey = "k", Outcome = UndoOutcome.InDoubt, Error = "e" },
            """{"type":"undo_completed","callId":"c1","tool":"pay","idempotencyKey":"k","outcome":"InDoubt","error":"e","at":"2026-01-02T03:04:05+00:00","v":1}"""
        },
        { new ContextCompacted { At = At, Reason = "too long", MessagesBefore = 9, MessagesAfter = 4 }, """{"type":"context_compacted","reason":"too long","messagesBefore":9,"messagesAfter":4,"at":"2026-01-02T03:04:05+00:00","v":1}""" },
        { new OutputRejected { At = At, Errors = ["no total"], Note = "again" }, """{"type":"output_rejected","errors":["no total"],"note":"again","at":"2026-01-02T03:04:05+00:00","v":1}""" },
        { new WrapUpStarted { At = At, Reason = RunOutcome.TokenBudget, Note = "stop" }, """{"type":"wrap_up_started","reason":"TokenBudget","note":"stop","at":"2026-01-02T03:04:05+00:00","v":1}""" },
        {
            new StepStarted { At = At, Step = 2, Parent = 1, Name = "model", Tags = ["a"], Metadata = new Dictionary<string, string> { ["k"] = "v" } },
            """{"type":"step_started","step":2,"parent":1,"name":"model","tags":["a"],"metadata":{"k":"v"},"at":"2026-01-02T03:04:05+00:00","v":1}"""
        },
        { new StepProgressed { At = At, Step = 2, Name = "map", Done = 3, Total = 12 }, """{"type":"step_progressed","step":2,"name":"map","done":3,"total":12,"at":"2026-01-02T03:04:05+00:00","v":1}""" },
        { new StepCompleted { At = At, Step = 2, Name = "model", Duration = TimeSpan.FromSeconds(1) }, """{"type":"step_completed","step":2,"name":"model","duration":"00:00:01","at":"2026-01-02T03:04:05+00:00","v":1}""" },
        { new StepFailed { At = At, Step = 2, Name = "model", Code = "IOException", Message = "m" }, """{"type":"step_failed","step":2,"name":"model","code":"IOException","message":"m","duration":"00:00:00","at":"2026-01-02T03:04:05+00:00","v":1}""" },
        {
            new PlanMade { At = At, Plan = new() { Goal = "g", Steps = [new() { Id = "b", Task = "t", DependsOn = ["a"], Use = "search", OutputSchema = Args, DoneWhen = "d" }] }, By = PlanAuthor.Planner, RunId = "r.plan-1", Tokens = 3 },
            """{"type":"plan_made","plan":{"goal":"g","steps":[{"id":"b","task":"t","dependsOn":["a"],"use":"search","outputSchema":{"city":"Paris","deep":{"list":[1,2.5,null,true]}},"doneWhen":"d"}]},"by":"Planner","runId":"r.plan-1","tokens":3,"at":"2026-01-02T03:04:05+00:00","v":1}"""
        },
        { new PlanRejected { At = At, By = PlanAuthor.Replanner, Problems = ["p"], RunId = "r.replan-1", Tokens = 3 }, """{"type":"plan_rejected","by":"Replanner","problems":["p"],"runId":"r.replan-1","tokens":3,"at":"2026-01-02T03:04:05+00:00","v":1}""" },
        {
            new PlanStepStarted { At = At, StepId = "a", RunId = "r.a.1", Agent = "bot", Budget = new() { MaxTokens = 5, MaxToolCalls = 2, MaxDuration = TimeSpan.FromSeconds(1) } },
            """{"type":"plan_step_started","stepId":"a","runId":"r.a.1","agent":"bot","budget":{"maxTokens":5,"maxToolCalls":2,"maxDuration":"00:00:01"},"at":"2026-01-02T03:04:05+00:00","v":1}"""
        },
        {
            new PlanStepCompleted { At = At, StepId = "a", RunId = "r.a.1", Result = "x", ResultLength = 9, Tokens = 3, ToolCalls = 2 },
            """{"type":"plan_step_completed","stepId":"a","runId":"r.a.1","result":"x","resultLength":9,"tokens":3,"toolCalls":2,"at":"2026-01-02T03:04:05+00:00","v":1}"""
        },
        {
            new PlanStepFailed { At = At, StepId = "a", RunId = "r.a.1", Error = "e", CanResume = true, Tokens = 3, ToolCalls = 2 },
            """{"type":"plan_step_failed","stepId":"a","runId":"r.a.1","error":"e","canResume":true,"tokens":3,"toolCalls":2,"at":"2026-01-02T03:04:05+00:00","v":1}"""
        },
        {
            new PlanStepSuspended { At = At, StepId = "a", RunId = "r.a.1", Pending = [new() { CallId = "c1", Tool = "pay", Arguments = Args, InDoubt = true }], Version = 6 },
            """{"type":"plan_step_suspended","stepId":"a","runId":"r.a.1","pending":[{"callId":"c1","tool":"pay","arguments":{"city":"Paris","deep":{"list":[1,2.5,null,true]}},"inDoubt":true}],"version":6,"at":"2026-01-02T03:04:05+00:00","v":1}"""
        },
        {
            new PlanStepDecided { At = At, StepId = "a", Decisions = [new() { CallId = "c1", Approved = true }] },
            """{"type":"plan_step_decided","stepId":"a","decisions":[{"callId":"c1","approved":true}],"at":"2026-01-02T03:04:05+00:00","v":1}"""
        },
        {
            new PlanSynthesized { At = At, Claims = [new() { Text = "x", Steps = ["a"] }], RunId = "r.answer", Tokens = 3 },
            """{"type":"plan_synthesized","claims":[{"text":"x","steps":["a"]}],"runId":"r.answer","tokens":3,"at":"2026-01-02T03:04:05+00:00","v":1}"""
        },
        { new RunSuspended { At = At, CallIds = ["c1"] }, """{"type":"run_suspended","callIds":["c1"],"at":"2026-01-02T03:04:05+00:00","v":1}""" },
        { new RunResumed { At = At, By = "me", SessionVersion = 3 }, """{"type":"run_resumed","by":"me","sessionVersion":3,"at":"2026-01-02T03:04:05+00:00","v":1}""" },
        { new RunFailed { At = At, Code = "IOException", Message = "m" }, """{"type":"run_failed","code":"IOException","message":"m","at":"2026-01-02T03:04:05+00:00","v":1}""" },
        { new RunCompleted { At = At, Outcome = RunOutcome.Answered, Text = "t" }, """{"type":"run_completed","outcome":"Answered","text":"t","at":"2026-01-02T03:04:05+00:00","v":1}""" },
    };

    public static TheoryData<RunEvent, string> LaterFields => new()
    {
        {
            new ApprovalRequested { At = At, CallId = "c1", Tool = "pay", Arguments = Args, Reason = "why" },
            """{"type":"approval_requested","callId":"c1","tool":"pay","arguments":{"city":"Paris","deep":{"list":[1,2.5,null,true]}},"reason":"why","at":"2026-01-02T03:04:05+00:00","v":1}"""
        },
        {
            new ToolCompleted { At = At, CallId = "c1", Tool = "read", Outcome = ToolOutcome.Withheld, Result = "r", Untrusted = true },
            """{"type":"tool_completed","callId":"c1","tool":"read","outcome":"Withheld","result":"r","duration":"00:00:00","untrusted":true,"at":"2026-01-02T03:04:05+00:00","v":1}"""
        },
    };

    [Theory, MemberData(nameof(Forms)), MemberData(nameof(LaterFields))]
    public void Serialize_Event_HasThePromisedForm(RunEvent e, string expected) => Assert.Equal(expected, Encoding.UTF8.GetString(RunEventJson.Serialize(e)));

    [Theory, MemberData(nameof(Forms))]
    public void DeserializeEvent_PromisedForm_GivesTheEventBack(RunEvent e, string json)
    {
        var read = RunEventJson.DeserializeEvent(Encoding.UTF8.GetBytes(json));

        Assert.Equal(e.GetType(), read.GetType());
        Assert.Equal(json, Encoding.UTF8.GetString(RunEventJson.Serialize(read)));
    }

    [Fact]
    public void Forms_CoverEveryJournaledEvent()
    {
        var events = typeof(RunEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(RunEvent)) && t != typeof(TextDelta) && t != typeof(ChildEvent));

        Assert.Equal(events.OrderBy(t => t.Name).Select(t => t.Name), Forms.Select(f => f.Data.Item1.GetType().Name).Order());
    }

    [Fact]
    public void DeserializeEvent_NewerFormat_SaysToUpdate()
    {
        var error = Assert.Throws<JsonException>(() => RunEventJson.DeserializeEvent("""{"type":"run_resumed","by":"me","at":"2026-01-02T03:04:05+00:00","v":99}"""u8));

        Assert.Contains("format 99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DeserializeEvent_MembersInAnotherOrderAndUnknownOnes_AreAccepted()
    {
        var read = RunEventJson.DeserializeEvent("""{"by":"me","future":[1],"at":"2026-01-02T03:04:05+00:00","v":1,"type":"run_resumed"}"""u8);

        Assert.Equal("me", Assert.IsType<RunResumed>(read).By);
    }
}
