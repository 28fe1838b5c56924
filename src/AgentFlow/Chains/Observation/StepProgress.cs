namespace AgentFlow.Chains.Observation;

/// <summary>Counts what a step has done of what it has to do, for those who watch the run.</summary>
internal sealed class StepProgress
{
    private readonly Lock _gate = new();
    private readonly ChainContext _context;
    private readonly int _total;
    private int _done;

    private StepProgress(ChainContext context, int total)
    {
        _context = context;
        _total = total;
    }

    public static async ValueTask<StepProgress> BeginAsync(ChainContext context, int total)
    {
        var progress = new StepProgress(context, total);
        context.StageProgress(0, total);
        await context.FlushProgressAsync().ConfigureAwait(false);
        return progress;
    }

    /// <summary>One more is done.</summary>
    public ValueTask AddAsync()
    {
        // Counted and staged together, so that the counts stand in order in the run.
        lock (_gate)
            _context.StageProgress(++_done, _total);
        return _context.FlushProgressAsync();
    }
}
