using AgentFlow.Runs;

namespace AgentFlow.Chains;

/// <summary>Lets a step tell how far it is.</summary>
public static class ChainProgressExtensions
{
    /// <summary>Tells those who watch the run how far the step is, as a <see cref="StepProgressed"/>. Nobody watching, it does nothing.</summary>
    /// <param name="context">The context that the step was given.</param>
    /// <param name="done">How much is done. From 0.</param>
    /// <param name="total">How much there is to do; at least <paramref name="done"/>.</param>
    public static ValueTask ReportProgressAsync(this ChainContext context, int done, int total)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfNegative(done);
        ArgumentOutOfRangeException.ThrowIfLessThan(total, done);
        context.StageProgress(done, total);
        return context.FlushProgressAsync();
    }

    internal static void StageProgress(this ChainContext context, int done, int total)
    {
        if (context is { Run: { } run, Step: { } step })
            run.Stage(new StepProgressed { At = context.TimeProvider.GetUtcNow(), Step = step.Number, Name = step.Name, Done = done, Total = total });
    }

    internal static ValueTask FlushProgressAsync(this ChainContext context) => context.Run?.FlushAsync() ?? ValueTask.CompletedTask;
}
