using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace AgentFlow.KillTarget;

/// <summary>
/// Answers questions; and, asked for a summary, says up to which question it goes, and what is missing between the last summary and the
/// first new line.
/// </summary>
public sealed partial class SummaryModel : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        var asked = messages.Last().Text;
        yield return new ChatResponseUpdate(ChatRole.Assistant, asked.Contains("New lines of the conversation", StringComparison.Ordinal) ? Summarize(asked) : "answer");
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static string Summarize(string prompt)
    {
        var before = prompt.Contains("LOST", StringComparison.Ordinal) ? "LOST " : "";
        var covered = Numbers(Covered(), prompt) is [.., var last] ? last : 0;
        var questions = Numbers(Question(), prompt);
        return questions.SequenceEqual(Enumerable.Range(covered + 1, questions.Length)) ? $"{before}up to {covered + questions.Length}" : $"LOST between {covered} and {questions[0]}, up to {questions[^1]}";
    }

    private static int[] Numbers(Regex pattern, string text) => [.. pattern.Matches(text).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"up to (\d+)")]
    private static partial Regex Covered();

    [GeneratedRegex(@"question (\d+)")]
    private static partial Regex Question();
}
