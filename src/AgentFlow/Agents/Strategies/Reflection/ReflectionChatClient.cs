using AgentFlow.Output;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>Draft, critique, revise.</summary>
internal sealed class ReflectionChatClient : StrategyChatClient
{
    private readonly IChatClient? _critic;
    private readonly string _criteria;
    private readonly int _maxRevisions;
    private readonly ReflectionPrompts _prompts;
    private readonly StrategyQuestion<ReflectionVerdict> _question;

    public ReflectionChatClient(IChatClient model, ReflectionOptions options)
        : base(model, "reflection-")
    {
        ThrowIfInvalid(options);
        _critic = options.Critic;
        _prompts = options.Prompts;
        _criteria = options.Criteria ?? _prompts.Criteria.Format();
        _maxRevisions = options.MaxRevisions;
        _question = new(ReflectionState.Critic, Parse.Json(ReflectionJsonContext.Default.ReflectionVerdict), options.MaxVerdictRetries);
    }

    protected override IAsyncEnumerable<ChatResponseUpdate> Next(StrategyTalk talk, CancellationToken cancellationToken)
    {
        var state = new ReflectionState(talk.Turns, _question);
        if (talk.Note is not null || state.IsDone(_maxRevisions))
            return Conclude(talk, state, cancellationToken);
        if (state.Draft is { } draft && state.Work.Count == 0 && state.Verdict.Value is null)
        {
            var prompt = _prompts.Critique.Format(("request", talk.Request.Text), ("draft", draft), ("criteria", _criteria));
            return AskAsync(_question, _critic, talk, prompt, state.Tries, state.Verdict, cancellationToken);
        }
        var writing = state.Draft is null ? talk.Request
            : talk.Ask(_prompts.Revise.Format(("request", talk.Request.Text), ("draft", state.Draft), ("critique", state.Verdict.Value!.Critique)));
        return ThinkAsync(ReflectionState.Writer, null, [.. talk.History, writing, .. state.Work.Select(AsSaid)], talk.Options, cancellationToken);
    }

    /// <summary>The newest draft, whatever the critic thinks of it; where there is none, what the model says when told to conclude.</summary>
    private IAsyncEnumerable<ChatResponseUpdate> Conclude(StrategyTalk talk, ReflectionState state, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(state.Draft) && talk.Note is not null
            ? AnswerAsync([.. talk.History, talk.Request, .. state.Work.Select(AsSaid), talk.Note], talk, cancellationToken)
            : Say([new TextContent(state.Draft)]);

    private static void ThrowIfInvalid(ReflectionOptions options)
    {
        List<string> problems = [.. options.Prompts.FindProblems()];
        if (options.MaxRevisions < 0)
            problems.Add($"MaxRevisions is '{options.MaxRevisions}'; it must not be negative.");
        if (options.MaxVerdictRetries < 0)
            problems.Add($"MaxVerdictRetries is '{options.MaxVerdictRetries}'; it must not be negative.");
        if (problems.Count > 0)
            throw new ArgumentException($"The options of reflection are not valid. {string.Join(' ', problems)}", nameof(options));
    }
}
