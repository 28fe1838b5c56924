using System.Globalization;
using System.Text.Json;
using AgentFlow.JsonSchema;
using AgentFlow.JsonSchema.Coercion;
using AgentFlow.JsonSchema.Grammar;
using AgentFlow.JsonSchema.Repair;
using AgentFlow.JsonSchema.Streaming;
using Newtonsoft.Json.Linq;
using static AgentFlow.Benchmarks.Measuring.MarkdownTable;

namespace AgentFlow.Benchmarks.Schemas;

/// <summary><c>schema [--runs N]</c>: AgentFlow.JsonSchema on a typical tool call, beside NJsonSchema on the same.</summary>
internal static class SchemaCommand
{
    private const int DocumentSize = 1 << 20;
    private const int ChunkSize = 64;

    public static int Run(string[] args)
    {
        var runs = args is ["--runs", var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 150;
        Write("Validation of a tool call with ten properties", runs, Validation());
        Write("Compilation of its schema", runs, Compilation());
        Write("Repair and coercion of a call", runs, Repairs());
        Write($"A document of 1 MiB in chunks of {ChunkSize} bytes", runs, Streaming());
        Write("Grammar of the tool's schema", runs, Grammar());
        return 0;
    }

    private static List<ShortRuns.Subject> Validation()
    {
        var ours = CompiledSchema.Parse(ToolCall.Schema);
        var theirs = NJsonSchema.JsonSchema.FromJsonAsync(ToolCall.Schema).GetAwaiter().GetResult(); // sync: a benchmark's set-up.
        var element = JsonElement.Parse(ToolCall.Utf8);
        var token = JToken.Parse(ToolCall.Arguments);
        return
        [
            new("AgentFlow, from a `JsonElement`", () => Check(ours.IsValid(element))),
            new("AgentFlow, from UTF-8", () => Check(ours.IsValid(ToolCall.Utf8))),
            new("by hand, from a `JsonElement`", () => Check(HandWritten.IsValid(element))),
            new("`JsonDocument.Parse` alone", () => JsonDocument.Parse(ToolCall.Utf8).Dispose()),
            new("NJsonSchema 10.7.2, from a `JToken`", () => Check(theirs.Validate(token).Count == 0)),
            new("NJsonSchema 10.7.2, from text", () => Check(theirs.Validate(ToolCall.Arguments).Count == 0)),
        ];
    }

    private static List<ShortRuns.Subject> Compilation()
    {
        var schema = JsonElement.Parse(ToolCall.Schema);
        return
        [
            new("AgentFlow, from a `JsonElement`", () => CompiledSchema.Compile(schema)),
            new("AgentFlow, from text", () => CompiledSchema.Parse(ToolCall.Schema)),
            new("NJsonSchema 10.7.2, from text", () => NJsonSchema.JsonSchema.FromJsonAsync(ToolCall.Schema).GetAwaiter().GetResult()), // sync: it completes at once.
        ];
    }

    private static List<ShortRuns.Subject> Repairs()
    {
        var coercer = ArgumentCoercer.Compile(JsonElement.Parse(ToolCall.Schema));
        var element = JsonElement.Parse(ToolCall.Utf8);
        var wrong = JsonElement.Parse(ToolCall.Arguments.Replace("90", "\"90\"", StringComparison.Ordinal).Replace("false", "\"no\"", StringComparison.Ordinal));
        var python = ToolCall.Arguments.Replace('"', '\'').Replace("false", "False", StringComparison.Ordinal);
        return
        [
            new("`JsonRepair`, JSON as it should be", () => JsonRepair.Parse(ToolCall.Utf8)),
            new("`JsonRepair`, single quotes and `False`", () => JsonRepair.Parse(python)),
            new("`ArgumentCoercer`, nothing to change", () => coercer.Coerce(element)),
            new("`ArgumentCoercer`, two values to change", () => coercer.Coerce(wrong)),
        ];
    }

    private static List<ShortRuns.Subject> Streaming()
    {
        var document = ToolCall.Document(DocumentSize);
        var parser = new IncrementalJsonParser();
        return
        [
            new("`IncrementalJsonParser`", () =>
            {
                parser.Reset();
                for (var at = 0; at < document.Length; at += ChunkSize)
                    parser.Feed(document.AsSpan(at, Math.Min(ChunkSize, document.Length - at)));
                Check(parser.State == JsonStreamState.Complete);
            }),
            new("`Utf8JsonReader`, all at once", () =>
            {
                var reader = new Utf8JsonReader(document);
                while (reader.Read())
                {
                }
            }),
        ];
    }

    private static List<ShortRuns.Subject> Grammar()
    {
        var schema = JsonElement.Parse(ToolCall.Schema);
        var grammar = SchemaGrammar.Compile(schema);
        var masks = 0;
        return
        [
            new("build", () => SchemaGrammar.Compile(schema)),
            new("advance and mask, the whole call", () =>
            {
                var state = grammar.Start();
                foreach (var value in ToolCall.Utf8)
                {
                    masks += state.AllowedBytes.Count;
                    state = state.Advance(value);
                }
                Check(state.IsComplete && masks > 0);
            }),
        ];
    }

    private static void Check(bool isRight)
    {
        if (!isRight)
            throw new InvalidOperationException("The benchmark does not do what it measures.");
    }

    private static void Write(string title, int runs, IReadOnlyList<ShortRuns.Subject> subjects) => Measuring.MarkdownTable.Write(
        Console.Out,
        title,
        ["what", "least", "median", "bytes allocated"],
        ShortRuns.Measure(runs, subjects).Select(r => (string[])[r.Name, Time(r.LeastNanoseconds), Time(r.MedianNanoseconds), Figure(r.Bytes)]));

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => $"{Figure(nanoseconds)} ns",
        < 1e6 => $"{Figure(nanoseconds / 1e3)} µs",
        _ => $"{Figure(nanoseconds / 1e6)} ms ({Figure(DocumentSize / nanoseconds * 1e3)} MB/s)",
    };
}
