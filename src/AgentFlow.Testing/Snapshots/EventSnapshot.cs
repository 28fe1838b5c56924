using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AgentFlow.Runs;
using AgentFlow.Testing.Conformance;

namespace AgentFlow.Testing;

/// <summary>The events of a run as a text that is the same in every repetition: times are counted from the first event, durations are left out, and ids that are made anew each time are numbered.</summary>
public static partial class EventSnapshot
{
    /// <summary>The environment variable that makes <see cref="Verify"/> write the file instead of comparing with it, when it is 1.</summary>
    public const string AcceptVariable = "AGENTFLOW_ACCEPT";

    /// <summary>The events as text, one line each; what was streamed word by word is one line.</summary>
    /// <param name="events">The events, from a journal or a stream.</param>
    public static string Of(IEnumerable<RunEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var text = new StringBuilder();
        var streamed = new StringBuilder();
        DateTimeOffset? first = null;
        foreach (var e in events)
        {
            first ??= e.At;
            if (e is TextDelta delta)
            {
                streamed.Append(delta.Text);
                continue;
            }
            EndStreamed(text, streamed);
            var line = EventText.Of(WithoutDuration(e));
            text.Append('+').Append((e.At - first.Value).ToString("c", CultureInfo.InvariantCulture)).Append(' ').Append(line.Replace($" at {e.At:O}", "", StringComparison.Ordinal).ReplaceLineEndings("\\n")).Append('\n');
        }
        EndStreamed(text, streamed);
        return Numbered(text.ToString());
    }

    /// <summary>Compares events with a file that an earlier run wrote. With <see cref="AcceptVariable"/> set to 1 the file is written.</summary>
    /// <param name="events">The events.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="SnapshotException">They differ, or there is no file; the message shows the first difference.</exception>
    public static void Verify(IEnumerable<RunEvent> events, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var now = Of(events);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(path, now);
            return;
        }
        if (!File.Exists(path))
            throw new SnapshotException($"There is no snapshot '{path}'. Run the test once with {AcceptVariable}=1 to write it, and read it before you commit it. The events are:\n{now}");
        var was = File.ReadAllText(path).ReplaceLineEndings("\n");
        if (was != now)
            throw new SnapshotException($"The events differ from the snapshot '{path}'. If that is meant, run the test with {AcceptVariable}=1.\n{FirstDifference(was.Split('\n'), now.Split('\n'))}");
    }

    private static RunEvent WithoutDuration(RunEvent e) => e switch
    {
        ModelResponded responded => responded with { Duration = TimeSpan.Zero },
        ToolCompleted completed => completed with { Duration = TimeSpan.Zero },
        StepCompleted completed => completed with { Duration = TimeSpan.Zero },
        StepFailed failed => failed with { Duration = TimeSpan.Zero },
        RunResumed resumed => resumed with { By = "somebody" },
        _ => e,
    };

    private static void EndStreamed(StringBuilder text, StringBuilder streamed)
    {
        if (streamed.Length > 0)
            text.Append("TextDelta: <").Append(streamed.ToString().ReplaceLineEndings("\\n")).Append(">\n");
        streamed.Clear();
    }

    private static string Numbered(string text)
    {
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        return MadeIds().Replace(text, id =>
        {
            if (!numbers.TryGetValue(id.Value, out var number))
                numbers.Add(id.Value, number = $"id-{numbers.Count + 1}");
            return number;
        });
    }

    private static string FirstDifference(string[] was, string[] now)
    {
        var at = 0;
        while (at < Math.Min(was.Length, now.Length) && was[at] == now[at])
            at++;
        return $"Line {at + 1}:\n- {was.ElementAtOrDefault(at) ?? "(nothing)"}\n+ {now.ElementAtOrDefault(at) ?? "(nothing)"}";
    }

    /// <summary>Ids of runs, and other GUIDs.</summary>
    [GeneratedRegex(@"\b[0-9a-f]{32}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")]
    private static partial Regex MadeIds();
}
