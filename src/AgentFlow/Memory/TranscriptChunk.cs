using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>A part of a log as lines, small enough to be given to a model at once.</summary>
/// <param name="Lines">What was said; each message begins with its place in the session when that was asked for.</param>
/// <param name="From">The place in the log of the first message that some of the lines are from.</param>
/// <param name="To">The place behind the last such message.</param>
/// <param name="Covered">The place behind the last message that is in this chunk or an earlier one as a whole.</param>
internal sealed record TranscriptChunk(string Lines, int From, int To, int Covered)
{
    /// <summary>Cuts the messages from one place in a log to another into chunks. Tool calls and their results are lines like others; system
    /// messages are none, for every view shows them.</summary>
    public static IEnumerable<TranscriptChunk> Cut(MessageLog log, int from, int to, PromptTokenCounter counter, int chunkTokens, bool numbered = false)
    {
        var lines = new List<string>();
        var (tokens, first, end) = (0, from, from);
        for (var i = from; i < to; i++)
        {
            foreach (var line in Pieces(log[i], chunkTokens))
            {
                var cost = counter.Texts.Count(line);
                if (lines.Count > 0 && tokens + cost > chunkTokens)
                {
                    yield return new TranscriptChunk(string.Join('\n', lines), first, end, i);
                    lines.Clear();
                    tokens = 0;
                }
                first = lines.Count == 0 ? i : first;
                end = i + 1;
                lines.Add(numbered ? $"[{log.FirstIndex + i}] {line}" : line);
                tokens += cost;
            }
        }
        // Messages that say nothing are covered as well.
        if (lines.Count > 0)
            yield return new TranscriptChunk(string.Join('\n', lines), first, to, to);
    }

    private static IEnumerable<string> Pieces(ChatMessage message, int chunkTokens)
    {
        var text = message.Role == ChatRole.System ? string.Empty : Transcript.Of(message);
        var most = chunkTokens * 3;
        for (var at = 0; at < text.Length; at += most)
            yield return text.Substring(at, Math.Min(most, text.Length - at));
    }
}
