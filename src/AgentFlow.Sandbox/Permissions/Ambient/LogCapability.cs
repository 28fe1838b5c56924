using System.Text.Json.Nodes;
using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Permissions;

/// <summary><c>log.debug</c>, <c>info</c>, <c>warn</c> and <c>error</c>: lines for the operator. What is above the limit is dropped, and the last line says so.</summary>
internal sealed class LogCapability(Action<SandboxLogLine> write) : ICapability
{
    private const int MaxLines = 100;
    private const int MaxLength = 2_000;
    private static readonly string[] Levels = ["debug", "info", "warn", "error"];

    public string Name => "log";

    public void AddTo(ScriptHost host)
    {
        foreach (var level in Levels)
            host.AddImmediateFunction($"log.{level}", call => Write(level, call));
    }

    private JsonNode? Write(string level, HostCall call)
    {
        var sandbox = (SandboxCall)call.State!;
        var number = sandbox.NextLine();
        if (number > MaxLines)
        {
            sandbox.Record(Name, "line", $"refused: more than {MaxLines} of a call");
            return null;
        }
        var text = string.Join(' ', call.Arguments.Select(a => a is JsonValue v && v.TryGetValue<string>(out var s) ? s : a?.ToJsonString() ?? "null"));
        write(new SandboxLogLine { Tool = sandbox.Tool, Level = level, Message = OneLine(text), RunId = sandbox.Context?.RunId });
        if (number == MaxLines)
            write(new SandboxLogLine { Tool = sandbox.Tool, Level = "warn", Message = $"(what the call logs beyond {MaxLines} lines is dropped)", RunId = sandbox.Context?.RunId });
        sandbox.Record(Name, "line", "ok", text.Length);
        return null;
    }

    /// <summary>No line of a tool looks like two, or like one that moves the cursor of whoever reads the log.</summary>
    private static string OneLine(string text)
    {
        var cut = text.Length > MaxLength ? string.Concat(text.AsSpan(0, MaxLength), "...") : text;
        return string.Create(cut.Length, cut, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(from[i]) || from[i] is '\u2028' or '\u2029' ? ' ' : from[i];
        });
    }
}
