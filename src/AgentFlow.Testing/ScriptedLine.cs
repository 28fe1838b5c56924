using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgentFlow.Testing;

/// <summary>One line of a script: to what, after how long, and what.</summary>
internal sealed class ScriptedLine(
    Func<ScriptedRequest, bool>? when, (TimeSpan By, TimeProvider Clock)? delay, Func<ScriptedRequest, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> say)
{
    public bool IsSaid { get; set; }

    public bool Fits(ScriptedRequest request) => when is null || when(request);

    public IAsyncEnumerable<ChatResponseUpdate> SayAsync(ScriptedRequest request, CancellationToken cancellationToken) =>
        delay is null ? say(request, cancellationToken) : SayLaterAsync(request, cancellationToken);

    private async IAsyncEnumerable<ChatResponseUpdate> SayLaterAsync(ScriptedRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Delay(delay!.Value.By, delay.Value.Clock, cancellationToken).ConfigureAwait(false);
        await foreach (var update in say(request, cancellationToken).WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return update;
    }
}
