using System.Diagnostics;
using AgentFlow.Runs;

namespace AgentFlow.Chains.Observation;

/// <summary>One execution of a step that somebody watches, as events of the run and as an activity.</summary>
internal sealed class StepScope : ChainScope
{
    private readonly Chain _step;
    private readonly ChainContext _outer;
    private long _began;

    public StepScope(Chain step, ChainContext context)
    {
        _step = step;
        _outer = step.Annotate(context);
        Number = context.Run?.NextStep() ?? 0;
    }

    public override ChainContext Context => _outer with { Step = this };

    /// <summary>The step's number in the run; 0 where there is no run.</summary>
    public int Number { get; }

    public string Name => _step.Name;

    /// <summary>Null while the step has not begun, or when nobody listens.</summary>
    public Activity? Activity { get; private set; }

    private TimeSpan Elapsed => _outer.TimeProvider.GetElapsedTime(_began);

    public override void Start()
    {
        _began = _outer.TimeProvider.GetTimestamp();
        Activity = ChainActivities.Source.StartActivity(_step.Name, ActivityKind.Internal, _outer.Step?.Activity?.Context ?? default);
        if (Activity is not null)
        {
            foreach (var (key, value) in _outer.Metadata)
                Activity.SetTag(key, value);
            if (_outer.Tags.Count > 0)
                Activity.SetTag("agentflow.chain.tags", string.Join(',', _outer.Tags));
            Activity.SetTag("agentflow.chain.step", _outer.PathTo(_step.Name));
        }
        _outer.Run?.Stage(new StepStarted
        {
            At = _outer.TimeProvider.GetUtcNow(),
            Step = Number,
            Parent = _outer.Step?.Number,
            Name = _step.Name,
            Tags = _outer.Tags,
            Metadata = _outer.Metadata.Count == 0 ? null : _outer.Metadata,
        });
    }

    public override void Enter()
    {
        if (Activity is not null)
            System.Diagnostics.Activity.Current = Activity;
    }

    public override ValueTask ShowAsync() => _outer.Run?.FlushAsync() ?? ValueTask.CompletedTask;

    public override ValueTask CompleteAsync(object? output)
    {
        Activity?.SetStatus(ActivityStatusCode.Ok);
        Activity?.Stop();
        _outer.Run?.Stage(new StepCompleted { At = _outer.TimeProvider.GetUtcNow(), Step = Number, Name = _step.Name, Duration = Elapsed });
        return ShowAsync();
    }

    public override ValueTask FailAsync(Exception error)
    {
        var cause = ChainException.CauseOf(error);
        Activity?.SetTag("error.type", cause.GetType().FullName);
        Activity?.SetStatus(ActivityStatusCode.Error, cause.Message);
        Activity?.Stop();
        _outer.Run?.Stage(new StepFailed { At = _outer.TimeProvider.GetUtcNow(), Step = Number, Name = _step.Name, Code = cause.GetType().Name, Message = cause.Message, Duration = Elapsed });
        return ShowAsync();
    }

    public override void Dispose() => Activity?.Dispose();
}
