using AgentFlow.Output;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>Carry out the first task, make new ones of its result, put them in order, and so on (after Nakajima's BabyAGI, 2023); in the end an answer.</summary>
internal sealed class TaskQueueChatClient : StrategyChatClient
{
    private readonly TaskQueueRules _rules;
    private readonly int _maxLength;
    private readonly TaskQueuePrompts _prompts;

    public TaskQueueChatClient(IChatClient model, TaskQueueOptions options)
        : base(model, "tasks-")
    {
        ThrowIfInvalid(options);
        _prompts = options.Prompts;
        _maxLength = options.MaxResultLength;
        _rules = new(
            options.MaxRounds,
            options.MaxTasks,
            new("tasks-creator", Parse.Json(TaskQueueJsonContext.Default.NewTasks), options.MaxListRetries),
            new("tasks-sorter", Parse.Json(TaskQueueJsonContext.Default.TaskOrder), options.MaxListRetries));
    }

    protected override IAsyncEnumerable<ChatResponseUpdate> Next(StrategyTalk talk, CancellationToken cancellationToken)
    {
        var objective = talk.Request.Text;
        var state = new TaskQueueState(_rules, objective, talk.Turns);
        if (talk.Note is not null)
            return Answer(talk, state, cancellationToken);
        return state.Phase switch
        {
            TaskQueuePhase.Begin => Ask(_rules.Tasks, _prompts.Begin.Format(("objective", objective), ("max_tasks", _rules.MaxTasks))),
            TaskQueuePhase.Execute => Execute(talk, state, cancellationToken),
            TaskQueuePhase.Create => Ask(_rules.Tasks, _prompts.Create.Format(
                ("objective", objective), ("task", state.Done[^1].Text), ("result", Cut(state.Done[^1].Result!)), ("done", List(state.Done)), ("open", List(state.Open)))),
            TaskQueuePhase.Order => Ask(_rules.Order, _prompts.Order.Format(("objective", objective), ("done", List(state.Done)), ("open", List(state.Open)))),
            _ => Answer(talk, state, cancellationToken),
        };

        IAsyncEnumerable<ChatResponseUpdate> Ask<T>(StrategyQuestion<T> question, string prompt) where T : class =>
            AskAsync(question, null, talk, prompt, state.Tries, new StrategyReading<T>(null, state.Problems, IsGivenUp: false), cancellationToken);
    }

    private IAsyncEnumerable<ChatResponseUpdate> Execute(StrategyTalk talk, TaskQueueState state, CancellationToken cancellationToken)
    {
        var prompt = _prompts.Execute.Format(("objective", talk.Request.Text), ("task", state.Open[0].Text), ("results", Results(state)));
        var options = talk.Options.Clone();
        options.ResponseFormat = null;
        return ThinkAsync("tasks-worker", null, [.. talk.History, talk.Ask(prompt), .. state.Work.Select(AsSaid)], options, cancellationToken);
    }

    private IAsyncEnumerable<ChatResponseUpdate> Answer(StrategyTalk talk, TaskQueueState state, CancellationToken cancellationToken)
    {
        var prompt = _prompts.Answer.Format(("objective", talk.Request.Text), ("results", Results(state)), ("open", List(state.Open)));
        return AnswerAsync([.. talk.History, talk.Ask(talk.Note is null ? prompt : $"{prompt}\n\n{talk.Note.Text}")], talk, cancellationToken);
    }

    private string Results(TaskQueueState state) =>
        Join("\n\n", state.Done.Select(t => _prompts.Result.Format(("number", t.Number), ("task", t.Text), ("result", Cut(t.Result!)))));

    private string List(IEnumerable<QueuedTask> tasks) => Join("\n", tasks.Select(t => $"{t.Number}. {t.Text}"));

    private string Join(string separator, IEnumerable<string> parts) => string.Join(separator, parts) is { Length: > 0 } text ? text : _prompts.None.Format();

    private string Cut(string text) => text.Length == 0 ? _prompts.None.Format()
        : text.Length <= _maxLength ? text
        : $"{text.AsSpan(0, char.IsHighSurrogate(text[_maxLength - 1]) ? _maxLength - 1 : _maxLength)}\n{_prompts.Cut.Format(("shown", _maxLength), ("length", text.Length))}";

    private static void ThrowIfInvalid(TaskQueueOptions options)
    {
        List<string> problems = [.. options.Prompts.FindProblems()];
        if (options.MaxRounds < 1)
            problems.Add($"MaxRounds is '{options.MaxRounds}'; it must be at least 1.");
        if (options.MaxTasks < 1)
            problems.Add($"MaxTasks is '{options.MaxTasks}'; it must be at least 1.");
        if (options.MaxListRetries < 0)
            problems.Add($"MaxListRetries is '{options.MaxListRetries}'; it must not be negative.");
        if (options.MaxResultLength < 100)
            problems.Add($"MaxResultLength is '{options.MaxResultLength}'; it must be at least 100.");
        if (problems.Count > 0)
            throw new ArgumentException($"The options of the task queue are not valid. {string.Join(' ', problems)}", nameof(options));
    }
}
