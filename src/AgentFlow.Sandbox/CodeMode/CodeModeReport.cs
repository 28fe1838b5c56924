using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox;

/// <summary>Words what became of a script, for the model that wrote it.</summary>
internal sealed class CodeModeReport(CodeModeOptions options)
{
    private CodeModePrompts Prompts => options.Prompts;

    /// <summary>The value that it returned, and behind it its console and what it may have overlooked.</summary>
    public string Success(ScriptResult result, ScriptCalls calls) => Join([ValueOf(result), .. Further(result, calls)]);

    /// <summary>The error with its place, and behind it its console and what has been done in spite of it.</summary>
    public string Failure(ScriptResult result, ScriptCalls calls)
    {
        var succeeded = calls.Succeeded;
        var done = succeeded.Count == 0 ? "" : Prompts.CallsMade.Format(("calls", string.Join(", ", succeeded.Select(s => s.Value == 1 ? s.Key : $"{s.Key} ({s.Value} times)"))));
        return Join([result.Error!.ToString(), .. Further(result, calls), done]);
    }

    private string ValueOf(ScriptResult result)
    {
        if (result.Outcome is ScriptCompleted { IsUndefined: true })
            return Prompts.NoValue.Format();
        if (result.Value is null)
            return "null";
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            result.Value.WriteTo(writer);
        var text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        return text.Length <= options.MaxResultLength ? text
            : $"{Cut(text, options.MaxResultLength)}\n{Prompts.ValueCut.Format(("shown", options.MaxResultLength), ("total", text.Length))}";
    }

    private IEnumerable<string> Further(ScriptResult result, ScriptCalls calls)
    {
        if (result.Console.Count > 0 && options.MaxConsoleLength > 0)
            yield return ConsoleOf(result);
        if (result.UnhandledRejections.Count > 0)
            yield return Prompts.Unhandled.Format(("errors", string.Join("\n", result.UnhandledRejections)));
        if (NamesOf(result, calls.HasBegun) is { Length: > 0 } made)
            yield return Prompts.NotAwaited.Format(("calls", made));
        if (NamesOf(result, c => !calls.HasBegun(c)) is { Length: > 0 } left)
            yield return Prompts.NotMade.Format(("calls", left));
    }

    private static string NamesOf(ScriptResult result, Func<HostCall, bool> which) => string.Join(", ", result.AbandonedCalls.Where(which).Select(c => c.Function).Distinct());

    private string ConsoleOf(ScriptResult result)
    {
        var lines = string.Join('\n', result.Console.Select(l => l.Level == "log" ? l.Text : $"[{l.Level}] {l.Text}"));
        if (lines.Length > options.MaxConsoleLength)
            lines = $"{Cut(lines, options.MaxConsoleLength)}\n{Prompts.ConsoleCut.Format(("shown", options.MaxConsoleLength), ("total", lines.Length))}";
        return Prompts.Console.Format(("lines", lines));
    }

    private static string Cut(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static string Join(IEnumerable<string> parts) => string.Join("\n\n", parts.Where(p => p.Length > 0));
}
