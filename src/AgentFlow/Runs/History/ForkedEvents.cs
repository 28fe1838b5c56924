using Microsoft.Extensions.AI;

namespace AgentFlow.Runs;

/// <summary>The events that a copy of a run begins with.</summary>
internal static class ForkedEvents
{
    /// <summary>The first events of a run, edited.</summary>
    /// <param name="runId">The run that they are of.</param>
    /// <param name="events">As many of its events as are copied.</param>
    /// <param name="edits">What is different.</param>
    /// <exception cref="ArgumentException">An edit does not fit its event. All problems are reported together.</exception>
    public static List<RunEvent> Create(string runId, IReadOnlyList<RunEvent> events, ForkEdits edits)
    {
        ThrowIfInvalid(runId, events, edits);
        var copies = new List<RunEvent>(events);
        var started = (RunStarted)events[0];
        copies[0] = started with
        {
            ForkedFrom = new ForkedFrom { RunId = runId, Version = events.Count },
            Input = edits.Message is null ? started.Input : WithLastText(started.Input, edits.Message),
            Instructions = edits.Instructions ?? started.Instructions,
            // A copy is begun by whoever made it, and is part of nothing.
            Queued = false,
            ParentRunId = null,
        };
        foreach (var (at, result) in edits.Results)
            copies[(int)at] = (ToolCompleted)copies[(int)at] with { Result = result, TruncatedFrom = null };
        if (edits.Answer is { } answer)
            copies[^1] = (ModelResponded)copies[^1] with { Message = answer };
        return copies;
    }

    private static void ThrowIfInvalid(string runId, IReadOnlyList<RunEvent> events, ForkEdits edits)
    {
        List<string> problems = [];
        if (!edits.IsEmpty && events[^1] is RunCompleted)
            problems.Add($"Event {events.Count - 1} is the end of the run, behind which an edit changes nothing. Copy fewer events.");
        foreach (var at in edits.Results.Keys.Order())
        {
            if (at < 0 || at >= events.Count)
                problems.Add($"A result is to replace event {at}, but {events.Count} events are copied, from 0.");
            else if (events[(int)at] is not ToolCompleted)
                problems.Add($"A result is to replace event {at}, which is {events[(int)at].GetType().Name} and not {nameof(ToolCompleted)}.");
        }
        if (edits.Answer is not null && events[^1] is not ModelResponded)
            problems.Add($"An answer is to replace event {events.Count - 1}, which is {events[^1].GetType().Name} and not {nameof(ModelResponded)}. Copy the events up to the answer, and none that follow from it.");
        if (edits.Message is not null && string.IsNullOrWhiteSpace(edits.Message))
            problems.Add("The message is empty.");
        if (problems.Count > 0)
            throw new ArgumentException($"The edits do not fit run '{runId}'. {string.Join(' ', problems)}", nameof(edits));
    }

    private static List<ChatMessage> WithLastText(IReadOnlyList<ChatMessage> input, string text)
    {
        var last = input.Count > 0 ? input[^1] : new ChatMessage(ChatRole.User, string.Empty);
        return [.. input.SkipLast(1), new ChatMessage(last.Role, text) { AuthorName = last.AuthorName, AdditionalProperties = last.AdditionalProperties }];
    }
}
