using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AgentFlow.Runs;

namespace AgentFlow.Agents;

/// <summary>Makes a stream out of a run that tells a listener of its events.</summary>
internal static class RunStream
{
    /// <summary>Runs, and yields what the listener is told; who leaves the loop early cancels the run.</summary>
    public static async IAsyncEnumerable<RunEvent> CreateAsync(Func<Action<RunEvent>, CancellationToken, Task> runAsync, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The consumer runs on the thread of whoever writes: an event costs no switch of threads.
        var events = Channel.CreateUnbounded<RunEvent>(new() { SingleReader = true, AllowSynchronousContinuations = true });
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = Task.Run(() => RunIntoAsync(events.Writer, runAsync, source.Token), CancellationToken.None);
        try
        {
            while (await events.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                while (events.Reader.TryRead(out var e))
                    yield return e;
            }
            await run.ConfigureAwait(false);
        }
        finally
        {
            if (!run.IsCompleted)
            {
                await source.CancelAsync().ConfigureAwait(false);
                await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static async Task RunIntoAsync(ChannelWriter<RunEvent> events, Func<Action<RunEvent>, CancellationToken, Task> runAsync, CancellationToken cancellationToken)
    {
        try
        {
            await runAsync(e => events.TryWrite(e), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            events.TryComplete();
        }
    }
}
