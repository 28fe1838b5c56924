using System.Runtime.CompilerServices;
using AgentFlow.Output;

namespace AgentFlow.Chains.Steps;

/// <summary>A parser as a step: reads while the text arrives, and shows what is certain of the value.</summary>
internal sealed class ParserChain<TIn, TOut>(OutputParser<TOut> parser, RetryingParser<TOut>? retrying, Func<TIn, string> text, string name) : Chain<TIn, TOut>(name)
{
    protected internal override async ValueTask<TOut> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken) =>
        retrying is null ? parser.Parse(text(input)) : await retrying.ParseAsync(text(input), cancellationToken).ConfigureAwait(false);

    protected internal override IAsyncEnumerable<ChainUpdate<TOut>> TransformCoreAsync(IAsyncEnumerable<ChainUpdate<TIn>> input, ChainContext context, CancellationToken cancellationToken) =>
        this is ParserChain<TIn, string> texts
            ? (IAsyncEnumerable<ChainUpdate<TOut>>)texts.ReadTextAsync(input, context, cancellationToken)
            : ReadAsync(input, context, cancellationToken);

    private async IAsyncEnumerable<ChainUpdate<TOut>> ReadAsync(IAsyncEnumerable<ChainUpdate<TIn>> input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = parser.CreatePartialReader();
        await foreach (var update in input.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (update.IsFinal)
                yield return ChainUpdate.Final(await InvokeCoreAsync(update.Value, context, cancellationToken).ConfigureAwait(false)) with { TextDelta = update.TextDelta };
            else if (update is { Branch: null, TextDelta.Length: > 0 } && reader?.Add(update.TextDelta) == true)
                yield return update.Pieces<TOut>() with { Value = reader.Value, HasValue = true };
            else
                yield return update.Pieces<TOut>();
        }
    }

    /// <summary>Where the value is a text itself, its own pieces are shown and not those that it is read from.</summary>
    private async IAsyncEnumerable<ChainUpdate<string>> ReadTextAsync(IAsyncEnumerable<ChainUpdate<TIn>> input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = (IPartialReader<string>?)parser.CreatePartialReader();
        var shown = string.Empty;
        await foreach (var update in input.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (update.IsFinal)
            {
                var whole = (string)(object)(await InvokeCoreAsync(update.Value, context, cancellationToken).ConfigureAwait(false))!;
                yield return ChainUpdate.Final(whole) with { TextDelta = Growth(whole) };
            }
            else if (update is { Branch: null, TextDelta.Length: > 0 } && reader?.Add(update.TextDelta) == true)
            {
                yield return update.Pieces<string>() with { TextDelta = Growth(reader.Value) };
            }
            else
            {
                yield return update.Branch is null ? update.Pieces<string>() with { TextDelta = null } : update.Pieces<string>();
            }
        }

        string? Growth(string? now)
        {
            if (now is null || now.Length == shown.Length || !now.StartsWith(shown, StringComparison.Ordinal))
                return null;
            var growth = now[shown.Length..];
            shown = now;
            return growth;
        }
    }
}
