using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>How far a queue has come: the fold of the run's turns. Each turn belongs to the phase that the turns before it led to.</summary>
internal sealed class TaskQueueState
{
    private readonly TaskQueueRules _rules;
    private readonly string _objective;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <param name="rules">Bounds, and readers of lists.</param>
    /// <param name="objective">What it is all for.</param>
    /// <param name="turns">What the run has said.</param>
    public TaskQueueState(TaskQueueRules rules, string objective, IReadOnlyList<ChatMessage> turns)
    {
        (_rules, _objective) = (rules, objective);
        foreach (var turn in turns)
            Take(turn);
    }

    public TaskQueuePhase Phase { get; private set; } = TaskQueuePhase.Begin;

    /// <summary>The tasks that are not done, the next one first.</summary>
    public List<QueuedTask> Open { get; private set; } = [];

    /// <summary>The tasks that are done, in the order in which they were.</summary>
    public List<QueuedTask> Done { get; } = [];

    /// <summary>Calls and results on the way to the result of the task that is being done.</summary>
    public List<ChatMessage> Work { get; } = [];

    /// <summary>Lists of this phase that could not be read.</summary>
    public List<string> Tries { get; } = [];

    /// <summary>What is wrong with the newest of them.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    private void Take(ChatMessage turn)
    {
        switch (Phase)
        {
            case TaskQueuePhase.Begin when TryRead(turn, _rules.Tasks, out var tasks):
                Add(tasks?.Tasks ?? []);
                if (Open.Count == 0)
                    Add([_objective]);
                Phase = TaskQueuePhase.Execute;
                break;
            case TaskQueuePhase.Execute when turn.Role == ChatRole.Tool || turn.Contents.Any(c => c is FunctionCallContent):
                Work.Add(turn);
                break;
            case TaskQueuePhase.Execute:
                Done.Add(Open[0] with { Result = StrategyTalk.TextOf(turn).Trim() });
                Open.RemoveAt(0);
                Work.Clear();
                // What is made of the last round's result would not be carried out.
                Phase = Done.Count >= _rules.MaxRounds ? TaskQueuePhase.Answer : _known.Count < _rules.MaxTasks ? TaskQueuePhase.Create : AfterCreation();
                break;
            case TaskQueuePhase.Create when TryRead(turn, _rules.Tasks, out var more):
                Add(more?.Tasks ?? []);
                Phase = AfterCreation();
                break;
            case TaskQueuePhase.Order when TryRead(turn, _rules.Order, out var order):
                Sort(order?.Order ?? []);
                Phase = TaskQueuePhase.Execute;
                break;
        }
    }

    private TaskQueuePhase AfterCreation() => Open.Count switch
    {
        0 => TaskQueuePhase.Answer,
        1 => TaskQueuePhase.Execute,
        _ => TaskQueuePhase.Order,
    };

    /// <summary>Reads a list; true when there is one, or when there will be none.</summary>
    private bool TryRead<T>(ChatMessage turn, StrategyQuestion<T> question, out T? value) where T : class
    {
        Tries.Add(StrategyTalk.TextOf(turn));
        var reading = question.Read(Tries);
        (value, Problems) = (reading.Value, reading.Problems);
        if (value is null && !reading.IsGivenUp)
            return false;
        Tries.Clear();
        return true;
    }

    /// <summary>Adds tasks that are new: neither empty nor, but for case, spaces and punctuation, one that there was.</summary>
    private void Add(IReadOnlyList<string> tasks)
    {
        foreach (var task in tasks.Where(t => !string.IsNullOrWhiteSpace(t)))
        {
            if (_known.Count < _rules.MaxTasks && _known.Add(Key(task)))
                Open.Add(new QueuedTask(_known.Count, task.Trim()));
        }
    }

    private static string Key(string task)
    {
        var key = string.Concat(task.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return key.Length > 0 ? key : task.Trim();
    }

    /// <summary>The tasks that were named first, in that order; the others behind them as they stood.</summary>
    private void Sort(IReadOnlyList<int> order)
    {
        var named = order.Distinct().Select(n => Open.Find(t => t.Number == n)).OfType<QueuedTask>().ToList();
        Open = [.. named, .. Open.Except(named)];
    }
}
