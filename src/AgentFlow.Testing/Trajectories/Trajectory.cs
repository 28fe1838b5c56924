using System.Text;
using AgentFlow.Agents;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Testing;

/// <summary>
/// The way that a run took: which tools its model called, in which order, with what, and the answer. Assertions throw a <see cref="TrajectoryException"/> that
/// shows the whole way.
/// </summary>
public sealed class Trajectory
{
    private Trajectory(IReadOnlyList<TrajectoryCall> calls, string? answer)
    {
        Calls = calls;
        Answer = answer;
    }

    /// <summary>The calls, in the order in which the model wrote them.</summary>
    public IReadOnlyList<TrajectoryCall> Calls { get; }

    /// <summary>The run's answer; null where it has not completed.</summary>
    public string? Answer { get; }

    /// <summary>Reads the way out of a run's events.</summary>
    /// <param name="events">The events, from a journal or a stream.</param>
    public static Trajectory Of(IEnumerable<RunEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        List<FunctionCallContent> wanted = [];
        Dictionary<FunctionCallContent, (ToolStarted? Started, ToolCompleted? Completed)> known = new(ReferenceEqualityComparer.Instance);
        List<FunctionCallContent> open = [];
        List<ToolStarted> early = [];
        string? answer = null;
        foreach (var e in events)
        {
            switch (e)
            {
                case ModelResponded responded:
                    open = [.. responded.Message.Contents.OfType<FunctionCallContent>()];
                    wanted.AddRange(open);
                    foreach (var call in open)
                        known[call] = (early.Find(s => s.CallId == call.CallId), null);
                    early.Clear();
                    break;
                case ToolStarted started:
                    if (open.Find(c => c.CallId == started.CallId && known[c].Completed is null) is { } begun)
                        known[begun] = (started, null);
                    else
                        early.Add(started); // A pure tool may start while the answer is still being streamed.
                    break;
                case ToolCompleted completed when open.Find(c => c.CallId == completed.CallId) is { } ended:
                    known[ended] = (known[ended].Started, completed);
                    break;
                case RunCompleted completed:
                    answer = completed.Text;
                    break;
            }
        }
        return new Trajectory([.. wanted.Select((c, i) => Describe(i + 1, c, known[c].Started, known[c].Completed))], answer);
    }

    /// <summary>Reads the way of a finished run out of its state.</summary>
    /// <param name="result">What the agent gave.</param>
    /// <param name="journal">Where the run is kept.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<Trajectory> OfAsync(RunResult result, IRunJournal journal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(journal);
        return Of(await journal.ReadAsync(result.RunId, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Expects that a tool was called, and picks its calls for further expectations.</summary>
    /// <param name="tool">The tool.</param>
    public TrajectoryCalls Called(string tool) => new TrajectoryCalls(this, $"'{tool}'", [.. Calls.Where(c => c.Tool == tool)]).AtLeast(1);

    /// <summary>Expects that a tool was never called.</summary>
    /// <param name="tool">The tool.</param>
    public Trajectory NeverCalled(string tool) => Expect(Calls.All(c => c.Tool != tool), $"'{tool}' must never be called.");

    /// <summary>Expects exactly these tools, in this order.</summary>
    /// <param name="tools">The tools.</param>
    public Trajectory CallsAre(params IReadOnlyList<string> tools) =>
        Expect(Calls.Select(c => c.Tool).SequenceEqual(tools), $"The calls must be: {(tools.Count == 0 ? "none" : string.Join(", ", tools))}.");

    /// <summary>Expects an answer that has a text in it. Case counts.</summary>
    /// <param name="text">The text.</param>
    public Trajectory Answered(string text) => Expect(Answer?.Contains(text, StringComparison.Ordinal) == true, $"The answer must contain '{text}'.");

    /// <summary>The way, a line for each call and the answer.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var call in Calls)
            text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"  {call}");
        return text.Append("  answer: ").Append(Answer ?? "none").ToString();
    }

    internal Trajectory Expect(bool holds, string expectation) =>
        holds ? this : throw new TrajectoryException($"{expectation} The run went:\n{this}");

    private static TrajectoryCall Describe(int number, FunctionCallContent call, ToolStarted? started, ToolCompleted? completed) => new()
    {
        Number = number,
        Tool = call.Name,
        Arguments = started?.Arguments ?? CallText.Of(call.Arguments),
        Outcome = completed?.Outcome,
        Result = completed?.Result,
    };
}
