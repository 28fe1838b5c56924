using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>The summary of the first messages of a session, made longer piece by piece and kept after each.</summary>
internal sealed class RunningSummary
{
    private readonly IChatClient _model;
    private readonly SummaryMemoryOptions _options;
    private readonly DerivedState<string> _state;

    public RunningSummary(IChatClient model, SummaryMemoryOptions options)
    {
        _model = model;
        _options = options;
        Counter = options.Counter ?? new PromptTokenCounter();
        _state = new(options.Name, options.Store ?? new InMemoryKeyValueStore(), MemoryJsonContext.Default.EntryString);
    }

    public PromptTokenCounter Counter { get; }

    /// <summary>The index in a session of the first message that is not in its summary.</summary>
    public async ValueTask<long> CoveredAsync(string sessionId, CancellationToken cancellationToken) =>
        (await _state.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false))?.Covered ?? 0;

    /// <summary>How many messages of a turn's log the summary covers, and the summary.</summary>
    public async ValueTask<(int Covered, string Text)> LoadAsync(MemoryTurn turn, CancellationToken cancellationToken)
    {
        var entry = await _state.LoadAsync(turn, cancellationToken).ConfigureAwait(false);
        return ((int)(entry?.Covered ?? 0), entry?.Value ?? string.Empty);
    }

    /// <summary>Takes the messages from one place in the log to another into the summary, and keeps it after each chunk.</summary>
    public async ValueTask<string> FoldAsync(MemoryTurn turn, string summary, int from, int to, CancellationToken cancellationToken)
    {
        foreach (var chunk in TranscriptChunk.Cut(turn.Messages, from, to, Counter, _options.ChunkTokens))
        {
            summary = await AskAsync(summary, chunk.Lines, cancellationToken).ConfigureAwait(false);
            if (chunk.Covered > from)
                await _state.SaveAsync(turn, new(chunk.Covered, summary), cancellationToken).ConfigureAwait(false);
        }
        return summary;
    }

    /// <summary>The message that shows a summary to the model; null for an empty one.</summary>
    public ChatMessage? ToMessage(string summary) =>
        summary.Length == 0 ? null : new ChatMessage(ChatRole.System, _options.Prompts.SummaryMessage.Format(("summary", summary)));

    private async ValueTask<string> AskAsync(string summary, string lines, CancellationToken cancellationToken)
    {
        var prompt = _options.Prompts.Summarize.Format(("summary", summary), ("new_lines", lines), ("max_words", _options.MaxSummaryWords));
        var response = await _model.GetResponseAsync(new ChatMessage(ChatRole.User, prompt), new ChatOptions { Temperature = 0 }, cancellationToken).ConfigureAwait(false);
        var text = response.Text.Trim();
        if (text.Length == 0)
            throw new InvalidOperationException("The model that summarises the conversation gave an empty answer. Nothing is lost: the next turn asks again. Use another model for summaries if it goes on.");
        return Cut(text, _options.MaxSummaryWords * 2);
    }

    /// <summary>A model that does not keep to the length gets some grace, not all the room.</summary>
    private static string Cut(string text, int maxWords)
    {
        var words = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]) && i + 1 < text.Length && !char.IsWhiteSpace(text[i + 1]) && ++words == maxWords)
                return text[..i] + " …";
        }
        return text;
    }
}
