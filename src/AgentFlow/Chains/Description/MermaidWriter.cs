using System.Globalization;
using System.Text;

namespace AgentFlow.Chains;

/// <summary>Draws a description from top to bottom: steps as boxes, choices as diamonds, what surrounds others as a frame.</summary>
internal sealed class MermaidWriter
{
    private readonly StringBuilder _text = new("flowchart TD\n");
    private int _count;
    private int _depth = 1;

    public static string Write(ChainDescription description)
    {
        var writer = new MermaidWriter();
        var end = writer.Draw(description, [(writer.Node("([", "in", "])"), null)]);
        writer.Connect(end, writer.Node("([", "out", "])"));
        return writer._text.ToString();
    }

    /// <summary>Draws a part behind the ends of what stands before it, and returns its own ends, each with the text for the arrow that leaves it.</summary>
    private List<(string Node, string? Label)> Draw(ChainDescription part, List<(string Node, string? Label)> from) => part.Kind switch
    {
        ChainKind.Step => Draw(Connect(from, Node("[", part.Name ?? "step", "]"))),
        ChainKind.Passthrough => from,
        ChainKind.Sequence => Parts(part).Aggregate(from, (ends, next) => Draw(next, ends)),
        ChainKind.Parallel => DrawParallel(part, from),
        ChainKind.Branch => DrawBranch(part, from),
        ChainKind.Route => DrawRoute(part, from),
        ChainKind.Fallback => DrawFallback(part, from),
        ChainKind.Loop => DrawLoop(part, from),
        _ => DrawFrame(part, from),
    };

    private List<(string Node, string? Label)> DrawParallel(ChainDescription part, List<(string Node, string? Label)> from)
    {
        var fork = Connect(from, Node("{{", "parallel", "}}"));
        var ends = Parts(part).SelectMany(p => Draw(p, [(fork, p.Label)])).ToList();
        return Draw(Connect(ends, Node("{{", "join", "}}")));
    }

    private List<(string Node, string? Label)> DrawBranch(ChainDescription part, List<(string Node, string? Label)> from)
    {
        var parts = Parts(part);
        List<(string Node, string? Label)> ends = [];
        for (var i = 0; i + 1 < parts.Count; i += 2)
        {
            var question = Connect(from, Node("{", parts[i].Name ?? "condition", "}"));
            ends.AddRange(Draw(parts[i + 1], [(question, "yes")]));
            from = [(question, "no")];
        }
        return [.. ends, .. Draw(parts[^1], from)];
    }

    private List<(string Node, string? Label)> DrawRoute(ChainDescription part, List<(string Node, string? Label)> from)
    {
        var parts = Parts(part);
        var choice = Connect(from, Node("{", parts[0].Name ?? "choose", "}"));
        return [.. parts.Skip(1).SelectMany(p => Draw(p, [(choice, p.Label)]))];
    }

    private List<(string Node, string? Label)> DrawFallback(ChainDescription part, List<(string Node, string? Label)> from)
    {
        List<(string Node, string? Label)> ends = [];
        foreach (var alternative in Parts(part))
        {
            var own = Draw(alternative, from);
            ends.AddRange(own);
            from = [.. own.Select(e => (e.Node, (string?)"on failure"))];
        }
        return ends;
    }

    private List<(string Node, string? Label)> DrawLoop(ChainDescription part, List<(string Node, string? Label)> from)
    {
        var parts = Parts(part);
        var start = Connect(from, Node("((", "loop", "))"));
        var question = Connect(Draw(parts[0], [(start, null)]), Node("{", parts[1].Name ?? "done", "}"));
        Line($"{question} -->|no| {start}");
        return [(question, "yes")];
    }

    private List<(string Node, string? Label)> DrawFrame(ChainDescription part, List<(string Node, string? Label)> from)
    {
        var settings = part.Settings is null ? string.Empty : " " + string.Join(", ", part.Settings.Select(s => $"{s.Key} {s.Value}"));
        Line($"subgraph g{++_count}[\"{Escape((part.Name ?? Word(part.Kind)) + settings)}\"]");
        _depth++;
        foreach (var inner in Parts(part))
            from = Draw(inner, from);
        _depth--;
        Line("end");
        return from;
    }

    private static List<(string Node, string? Label)> Draw(string node) => [(node, null)];

    private static IReadOnlyList<ChainDescription> Parts(ChainDescription part) => part.Parts ?? [];

    private static string Word(ChainKind kind) => kind.ToString().ToLowerInvariant();

    private string Node(string open, string text, string close)
    {
        var id = $"n{++_count}";
        Line($"{id}{open}\"{Escape(text)}\"{close}");
        return id;
    }

    private string Connect(List<(string Node, string? Label)> from, string to)
    {
        foreach (var (node, label) in from)
            Line(label is null ? $"{node} --> {to}" : $"{node} -->|\"{Escape(label)}\"| {to}");
        return to;
    }

    private void Line(string line) => _text.Append(' ', 2 * _depth).Append(line).Append('\n');

    /// <summary>Mermaid's own entities: a quote would end the text, and a number sign begin an entity.</summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var rune in text.ReplaceLineEndings(" ").EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || (rune.IsBmp && " .,:!?()+-*/=_'@".Contains((char)rune.Value)))
                escaped.Append(rune.ToString());
            else
                escaped.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
        }
        return escaped.ToString();
    }
}
