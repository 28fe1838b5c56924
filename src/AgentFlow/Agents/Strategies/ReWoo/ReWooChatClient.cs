using AgentFlow.Output;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>Reasoning without observation (Xu et al. 2023): one plan of all calls, the calls, one answer.</summary>
internal sealed class ReWooChatClient : StrategyChatClient
{
    private readonly int _maxSteps;
    private readonly int _maxLength;
    private readonly ReWooPrompts _prompts;
    private readonly StrategyQuestion<ReWooPlan> _question;

    public ReWooChatClient(IChatClient model, ReWooOptions options)
        : base(model, "rewoo-")
    {
        ThrowIfInvalid(options);
        _prompts = options.Prompts;
        (_maxSteps, _maxLength) = (options.MaxSteps, options.MaxEvidenceLength);
        _question = new(ReWooState.Planner, Parse.Json(ReWooJsonContext.Default.ReWooPlan), options.MaxPlanRetries);
    }

    protected override IAsyncEnumerable<ChatResponseUpdate> Next(StrategyTalk talk, CancellationToken cancellationToken)
    {
        var state = new ReWooState(talk.Turns);
        var reading = _question.Read(state.Tries, new ReWooValidator(_prompts, _maxSteps, talk.Tools).FindProblems);
        if (reading.Value is not { } plan)
            return WithoutPlan(talk, state, reading, cancellationToken);
        var ready = talk.Note is null ? state.Ready(plan) : [];
        if (ready.Count == 0)
            return Solve(talk, plan, state, cancellationToken);
        var found = state.Found.ToDictionary(f => f.Key, f => Cut(f.Value), StringComparer.Ordinal);
        return Say([.. ready.Select(s => new FunctionCallContent(s.Id, s.Tool, new JsonArguments(ReWooVariables.Fill(s, found))))], ReWooState.Worker);
    }

    private IAsyncEnumerable<ChatResponseUpdate> WithoutPlan(StrategyTalk talk, ReWooState state, StrategyReading<ReWooPlan> reading, CancellationToken cancellationToken)
    {
        if (talk.Note is { } note)
            return AnswerAsync([.. talk.History, talk.Request, note], talk, cancellationToken);
        if (reading.IsGivenUp)
            return Say([new TextContent(_prompts.NoPlan.Format(("problems", string.Join('\n', reading.Problems.Select(p => "- " + p)))))], end: StrategyTurn.GivenUp);
        var tools = string.Join('\n', talk.Tools.Select(t => _prompts.Tool.Format(("name", t.Name), ("description", t.Description), ("schema", t.JsonSchema.GetRawText()))));
        var prompt = _prompts.Plan.Format(("request", talk.Request.Text), ("tools", tools.Length == 0 ? _prompts.None.Format() : tools), ("max_steps", _maxSteps));
        return AskAsync(_question, null, talk, prompt, state.Tries, reading, cancellationToken);
    }

    private IAsyncEnumerable<ChatResponseUpdate> Solve(StrategyTalk talk, ReWooPlan plan, ReWooState state, CancellationToken cancellationToken)
    {
        var evidence = string.Join("\n\n", plan.Steps.Select(s => Describe(s, state)));
        var prompt = _prompts.Solve.Format(("request", talk.Request.Text), ("evidence", evidence.Length == 0 ? _prompts.None.Format() : evidence));
        return AnswerAsync([.. talk.History, talk.Ask(talk.Note is null ? prompt : $"{prompt}\n\n{talk.Note.Text}")], talk, cancellationToken);
    }

    private string Describe(ReWooStep step, ReWooState state)
    {
        var result = state.Found.TryGetValue(step.Id, out var found) ? Shown(found)
            : state.Failed.TryGetValue(step.Id, out var error) ? _prompts.Failed.Format(("error", Shown(error)))
            : _prompts.NotRun.Format(("missing", string.Join(", ", ReWooVariables.UsedBy(step).Where(u => !state.Found.ContainsKey(u))) is { Length: > 0 } missing ? missing : _prompts.None.Format()));
        return _prompts.Evidence.Format(("step", step.Id), ("plan", step.Plan), ("tool", step.Tool), ("arguments", step.Arguments.GetRawText()), ("result", result));
    }

    private string Shown(string text) => text.Length <= _maxLength ? text : $"{Cut(text)}\n{_prompts.Cut.Format(("shown", _maxLength), ("length", text.Length))}";

    private string Cut(string text) =>
        text.Length <= _maxLength ? text : text[..(char.IsHighSurrogate(text[_maxLength - 1]) ? _maxLength - 1 : _maxLength)];

    private static void ThrowIfInvalid(ReWooOptions options)
    {
        List<string> problems = [.. options.Prompts.FindProblems()];
        if (options.MaxSteps < 1)
            problems.Add($"MaxSteps is '{options.MaxSteps}'; it must be at least 1.");
        if (options.MaxPlanRetries < 0)
            problems.Add($"MaxPlanRetries is '{options.MaxPlanRetries}'; it must not be negative.");
        if (options.MaxEvidenceLength < 100)
            problems.Add($"MaxEvidenceLength is '{options.MaxEvidenceLength}'; it must be at least 100.");
        if (problems.Count > 0)
            throw new ArgumentException($"The options of ReWOO are not valid. {string.Join(' ', problems)}", nameof(options));
    }
}
