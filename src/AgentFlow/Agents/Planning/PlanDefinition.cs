using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Planning;

/// <summary>The options of a plan-and-execute agent, checked and copied, and what is made of them once.</summary>
internal sealed class PlanDefinition
{
    public PlanDefinition(IChatClient planner, PlanAndExecuteOptions options)
    {
        ThrowIfInvalid(options);
        Name = options.Name;
        Time = options.TimeProvider;
        Journal = options.Journal ?? new InMemoryJournal(Time);
        SessionTurns = Journal.SessionTurns ?? new InMemorySessionTurns();
        Executors = [.. options.Executors.Select(e => e.Definition)];
        RequireApproval = options.RequireApproval;
        Prompts = options.Prompts;
        Budget = new RunLimits
        {
            MaxTokens = options.Limits.MaxTokens,
            MaxToolCalls = options.Limits.MaxToolCalls,
            MaxDuration = options.Limits.MaxDuration,
            WrapUpTime = options.Limits.WrapUpTime,
        };
        Limits = new PlanLimits
        {
            MaxSteps = options.PlanLimits.MaxSteps,
            MaxParallelSteps = options.PlanLimits.MaxParallelSteps,
            MaxStepRetries = options.PlanLimits.MaxStepRetries,
            MaxReplansWithoutProgress = options.PlanLimits.MaxReplansWithoutProgress,
            MaxPlanRetries = options.PlanLimits.MaxPlanRetries,
            MaxResultLength = options.PlanLimits.MaxResultLength,
        };
        Planner = new AgentDefinition(planner, new AgentOptions { Name = $"{Name}/planner", Journal = Journal, TimeProvider = Time });
        Validator = new PlanValidator(Prompts, Limits.MaxSteps, [.. Executors.Select(e => e.Name), .. Executors.SelectMany(e => e.Tools.Names).Distinct()]);
        Cannot = Prompts.Cannot.Format();
    }

    public string Name { get; }

    public TimeProvider Time { get; }

    public IRunJournal Journal { get; }

    public ISessionTurns SessionTurns { get; }

    public IReadOnlyList<AgentDefinition> Executors { get; }

    public bool RequireApproval { get; }

    public PlanPrompts Prompts { get; }

    public RunLimits Budget { get; }

    public PlanLimits Limits { get; }

    public AgentDefinition Planner { get; }

    public PlanValidator Validator { get; }

    /// <summary>What an answer begins with when a step cannot be done.</summary>
    public string Cannot { get; }

    /// <summary>Who does a step: the agent of that name, or the one that has the tool, else the first.</summary>
    public AgentDefinition ExecutorOf(PlanStep step) =>
        Executors.FirstOrDefault(e => e.Name == step.Use) ?? (step.Use is { } tool ? Executors.FirstOrDefault(e => e.Tools.Find(tool) is not null) : null) ?? Executors[0];

    /// <summary>A line for each executor, with its tools, as the planner sees them.</summary>
    public string DescribeExecutors() => string.Join('\n', Executors.Select(e =>
        $"- agent {e.Name}{(e.Tools.Count == 0 ? string.Empty : ", with " + string.Join("; ", e.Tools.Names.Select(n => Describe(e, n))))}"));

    private static string Describe(AgentDefinition executor, string tool) =>
        executor.Tools.Find(tool)!.Function.Description is { Length: > 0 } description ? $"{tool} ({description})" : tool;

    private static void ThrowIfInvalid(PlanAndExecuteOptions options)
    {
        List<string> problems = [];
        var limits = options.PlanLimits;
        Check(!string.IsNullOrWhiteSpace(options.Name), "Name must not be empty.");
        Check(options.Executors.Count > 0, "Executors is empty; at least one agent is needed to do the steps.");
        foreach (var name in options.Executors.GroupBy(e => e.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
            problems.Add($"Two executors are named '{name}'; names must differ, because a step chooses by name.");
        Check(limits.MaxSteps >= 1, $"PlanLimits.MaxSteps is '{limits.MaxSteps}'; it must be at least 1.");
        Check(limits.MaxParallelSteps >= 1, $"PlanLimits.MaxParallelSteps is '{limits.MaxParallelSteps}'; it must be at least 1.");
        Check(limits.MaxStepRetries >= 0, $"PlanLimits.MaxStepRetries is '{limits.MaxStepRetries}'; it must not be negative.");
        Check(limits.MaxReplansWithoutProgress >= 0, $"PlanLimits.MaxReplansWithoutProgress is '{limits.MaxReplansWithoutProgress}'; it must not be negative.");
        Check(limits.MaxPlanRetries >= 0, $"PlanLimits.MaxPlanRetries is '{limits.MaxPlanRetries}'; it must not be negative.");
        Check(limits.MaxResultLength >= 100, $"PlanLimits.MaxResultLength is '{limits.MaxResultLength}'; it must be at least 100.");
        Check(options.Limits.MaxTokens is null or > 0, $"Limits.MaxTokens is '{options.Limits.MaxTokens}'; it must be positive, or null for no limit.");
        Check(options.Limits.MaxToolCalls is null or >= 0, $"Limits.MaxToolCalls is '{options.Limits.MaxToolCalls}'; it must not be negative.");
        Check(options.Limits.WrapUpTime > TimeSpan.Zero, $"Limits.WrapUpTime is '{options.Limits.WrapUpTime}'; it must be positive.");
        Check(options.Limits.MaxDuration is null || options.Limits.MaxDuration > TimeSpan.Zero, $"Limits.MaxDuration is '{options.Limits.MaxDuration}'; it must be positive, or null for no limit.");
        problems.AddRange(options.Prompts.FindProblems());
        if (problems.Count > 0)
            throw new ArgumentException($"The options of agent '{options.Name}' are not valid. {string.Join(' ', problems)}", nameof(options));

        void Check(bool isValid, string problem)
        {
            if (!isValid)
                problems.Add(problem);
        }
    }
}
