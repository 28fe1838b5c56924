using System.Globalization;
using AgentFlow.Agents.Planning;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace AgentFlow.Cli;

/// <summary>A run's events as a tree: under each answer of the model the calls that it asked for, with what became of them.</summary>
internal static class RunTree
{
    private const int Shown = 160;

    public static Tree Create(RunFamily run)
    {
        var tree = new Tree(Head(run));
        Fill(tree, run);
        return tree;
    }

    /// <summary>The run that an event refers to as a part of its own.</summary>
    public static string? ChildOf(RunEvent e) => e switch { PlanMade p => p.RunId, PlanRejected p => p.RunId, PlanStepStarted p => p.RunId, PlanSynthesized p => p.RunId, ToolStarted t => t.ChildRunId, _ => null };

    private static void Fill(IHasTreeNodes tree, RunFamily run)
    {
        var events = run.Events;
        var isChain = events[0] is RunStarted { Kind: RunKind.Chain };
        var under = tree;
        var nodes = new TreeNode?[events.Count];
        var steps = new Dictionary<int, IHasTreeNodes>();
        var calls = new HashSet<string>(StringComparer.Ordinal);
        var early = new List<int>();
        var nested = new NestedCallNodes();
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            var at = $"#{i} {Time(e.At - events[0].At)}";
            switch (e)
            {
                case RunStarted started:
                    foreach (var message in started.Input)
                        nodes[i] = tree.AddNode(Line($"{at} {message.Role}", message.Text));
                    break;
                case StepStarted step:
                    under = steps[step.Step] = nodes[i] = Parent(step, steps, tree).AddNode(Describe(at, step));
                    break;
                case StepProgressed progress when steps.TryGetValue(progress.Step, out var going):
                    going.AddNode(Describe(at, progress));
                    break;
                case StepCompleted or StepFailed when steps.TryGetValue(e is StepFailed f ? f.Step : ((StepCompleted)e).Step, out var begun):
                    begun.AddNode(Describe(at, e));
                    break;
                case ModelResponded answer:
                    under = nodes[i] = (isChain ? under : tree).AddNode(Line($"{at} {answer.Message.AuthorName ?? "model"} {answer.ModelId}", $"{Time(answer.Duration)}, {Tokens(answer.Usage)}{Text(answer.Message)}"));
                    foreach (var index in early)
                        AddUses(nodes[index] = under.AddNode(Describe($"#{index} {Time(events[index].At - events[0].At)}", events[index])), events[index]);
                    early.Clear();
                    calls = [.. answer.Message.Contents.OfType<FunctionCallContent>().Select(c => c.CallId)];
                    break;
                case PlanMade made:
                    nodes[i] = tree.AddNode(Line($"{at} plan by the {made.By.ToString().ToLowerInvariant()}", made.Plan.Goal));
                    AddPlan(nodes[i]!, made.Plan);
                    break;
                case var _ when nested.OuterOf(e) is { } outer:
                    AddUses(nodes[i] = nested.Keep(e, outer.AddNode(Describe(at, e))), e);
                    break;
                case ToolStarted or ToolCompleted when !calls.Contains(CallId(e)):
                    // Its tool is pure, and it started while the answer that asks for it was still streaming.
                    early.Add(i);
                    break;
                default:
                    AddUses(nodes[i] = nested.Keep(e, (IsOfACall(e) ? under : tree).AddNode(Describe(at, e))), e);
                    break;
            }
        }
        AddChildren(tree, nodes, run);
    }

    private static void AddChildren(IHasTreeNodes tree, TreeNode?[] nodes, RunFamily run)
    {
        foreach (var child in run.Children)
            Fill((nodes[StarterOf(child, run.Events)] ?? tree).AddNode(Head(child)), child);
    }

    /// <summary>The number of the event that started a child run: one that names it, or else the tool that was running then.</summary>
    private static int StarterOf(RunFamily child, IReadOnlyList<RunEvent> events)
    {
        var starter = 0;
        for (var i = 0; i < events.Count; i++)
        {
            if (ChildOf(events[i]) == child.RunId)
                return i;
            if (events[i] is ToolStarted && events[i].At <= child.Events[0].At)
                starter = i;
        }
        return starter;
    }

    private static Markup Head(RunFamily run)
    {
        var state = RunState.Fold(run.RunId, run.Events);
        var origin = state.Start.ForkedFrom is { } from ? $"; fork of {from.RunId} at {from.Version}" : string.Empty;
        return Line($"run {run.RunId}", $"{state.Start.Agent}, {Session(state)}: {state.Status}{Outcome(state)}; {state.Iterations} model calls, {state.ToolCalls} tool calls, {state.Tokens} tokens, {Time(state.Active)} of work{origin}");
    }

    private static void AddPlan(TreeNode node, Plan plan)
    {
        foreach (var step in plan.Steps)
        {
            var after = step.DependsOn.Count == 0 ? string.Empty : $" (after {string.Join(", ", step.DependsOn)})";
            node.AddNode(Line(step.Id, $"{step.Task}{(step.Use is null ? string.Empty : $" [{step.Use}]")}{after}"));
        }
    }

    /// <summary>What a tool used, each on a line of its own below the call; what was refused stands out.</summary>
    private static void AddUses(TreeNode node, RunEvent e)
    {
        foreach (var use in (e as ToolCompleted)?.Uses ?? [])
        {
            var times = use.Count == 1 ? string.Empty : $", {use.Count} times";
            var bytes = use.Bytes is null ? string.Empty : $", {use.Bytes} bytes";
            node.AddNode(Line($"used {use.Capability}", $"{use.What}: {use.Outcome}{bytes}{times}", use.Outcome.StartsWith("refused", StringComparison.Ordinal) ? "yellow" : "blue"));
        }
    }

    private static IHasTreeNodes Parent(StepStarted step, Dictionary<int, IHasTreeNodes> steps, IHasTreeNodes tree) =>
        step.Parent is { } parent && steps.TryGetValue(parent, out var node) ? node : tree;

    private static string CallId(RunEvent e) => e is ToolStarted started ? started.CallId : ((ToolCompleted)e).CallId;

    private static bool IsOfACall(RunEvent e) => e is ToolStarted or ToolCompleted or ApprovalRequested or ApprovalDecided or DoubtRaised or DoubtResolved or RailApplied { CallId: not null };

    private static Markup Describe(string at, RunEvent e) => e switch
    {
        ToolStarted t => Line($"{at} started {t.Tool}", $"{t.Arguments.GetRawText()} ({t.Effect}, call {t.CallId})"),
        ToolCompleted { Outcome: ToolOutcome.Succeeded } t => Line($"{at} completed {t.Tool}", $"{Time(t.Duration)}: {t.Result}"),
        ToolCompleted t => Line($"{at} {t.Outcome} {t.Tool}", $"{t.Result}{(t.Error is null ? "" : " | " + t.Error)}", "yellow"),
        ApprovalRequested a => Line($"{at} approval asked for {a.Tool}", $"{a.Arguments.GetRawText()} (call {a.CallId}){(a.Reason is null ? string.Empty : $" because {a.Reason}")}", "yellow"),
        ApprovalDecided a => Line($"{at} {(a.Approved ? "approved" : "denied")} {a.CallId}", a.Reason ?? string.Empty),
        DoubtRaised d => Line($"{at} in doubt {d.Tool}", $"{d.Arguments.GetRawText()} (call {d.CallId}, key {d.IdempotencyKey})", "yellow"),
        DoubtResolved d => Line($"{at} doubt resolved by {d.By}", d.Happened ? "it had happened" : "it had not happened"),
        RailApplied r => Line($"{at} rail {r.Rail}: {Verb(r.Action)} at {r.Point}", $"{r.Reason}{(r.CallId is null ? string.Empty : $" (call {r.CallId})")}", r.Action is RailAction.Block or RailAction.Ask ? "yellow" : "blue"),
        UndoStarted u => Line($"{at} undoing {u.Tool}", $"call {u.CallId}, key {u.IdempotencyKey}"),
        UndoCompleted u => Line($"{at} {(u.Outcome == UndoOutcome.Undone ? "undone" : $"not undone ({u.Outcome})")} {u.Tool}", $"call {u.CallId}{(u.Error is null ? string.Empty : $": {u.Error}")}", u.Outcome == UndoOutcome.Undone ? "green" : "yellow"),
        StepStarted s => Line($"{at} step {s.Name}", string.Join(' ', s.Tags.Select(t => '#' + t))),
        StepProgressed s => Line($"{at} progress of {s.Name}", $"{s.Done} of {s.Total}"),
        StepCompleted s => Line($"{at} completed {s.Name}", Time(s.Duration)),
        StepFailed s => Line($"{at} failed {s.Name}", $"{Time(s.Duration)}: {s.Code}: {s.Message}", "yellow"),
        PlanRejected p => Line($"{at} no valid plan by the {p.By.ToString().ToLowerInvariant()}", string.Join(' ', p.Problems), "yellow"),
        PlanStepStarted p => Line($"{at} started {p.StepId}", $"by {p.Agent} in run {p.RunId}"),
        PlanStepCompleted p => Line($"{at} done {p.StepId}", p.Result, "green"),
        PlanStepFailed p => Line($"{at} failed {p.StepId}", p.Error, "yellow"),
        PlanStepSuspended p => Line($"{at} {p.StepId} waits", string.Join(", ", p.Pending.Select(c => $"{p.StepId}/{c.CallId} ({c.Tool})")), "yellow"),
        PlanStepDecided p => Line($"{at} decided for {p.StepId}", string.Join(", ", p.Decisions.Select(d => d.CallId))),
        PlanSynthesized p => Line($"{at} answer put together", $"{p.Claims.Count} claims in run {p.RunId}"),
        ContextCompacted c => Line($"{at} context compacted", $"{c.MessagesBefore} to {c.MessagesAfter} messages: {c.Reason}", "yellow"),
        OutputRejected o => Line($"{at} answer rejected", string.Join(' ', o.Errors), "yellow"),
        WrapUpStarted w => Line($"{at} concluding early", $"{w.Reason}", "yellow"),
        RunSuspended s => Line($"{at} suspended", $"waits for {string.Join(", ", s.CallIds)}", "yellow"),
        RunResumed r => Line($"{at} resumed", r.By ?? string.Empty),
        RunFailed f => Line($"{at} failed", $"{f.Code}: {f.Message}", "red"),
        RunCompleted c => Line($"{at} completed", $"{c.Outcome}: {c.Text}", "green"),
        _ => Line(at, e.GetType().Name),
    };

    private static string Verb(RailAction action) => action switch
    {
        RailAction.Pass => "passed",
        RailAction.Change => "changed",
        RailAction.Block => "blocked",
        _ => "asked",
    };

    private static Markup Line(string head, string rest, string color = "blue")
    {
        var text = rest.ReplaceLineEndings(" ");
        var cut = text.Length > Shown ? string.Concat(text.AsSpan(0, Shown), "...") : text;
        return new Markup($"[{color}]{Markup.Escape(head.ReplaceLineEndings(" "))}[/] {Markup.Escape(cut)}");
    }

    private static string Session(RunState state) => state.Start.SessionId is null ? "no session" : $"session '{state.Start.SessionId}'";

    private static string Outcome(RunState state) => state.Completed is null ? string.Empty : $" ({state.Completed.Outcome})";

    private static string Tokens(UsageDetails? usage) => usage is null ? "tokens unknown" : $"{usage.InputTokenCount ?? 0} tokens in, {usage.OutputTokenCount ?? 0} out";

    /// <summary>What was said to the user; of a turn that says nothing to them, such as one of a strategy, what was thought.</summary>
    private static string Text(ChatMessage message)
    {
        var text = string.IsNullOrWhiteSpace(message.Text) ? string.Concat(message.Contents.OfType<TextReasoningContent>().Select(c => c.Text)) : message.Text;
        return string.IsNullOrWhiteSpace(text) ? string.Empty : $": {text}";
    }

    private static string Time(TimeSpan time) => time.TotalSeconds < 10
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.#} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
