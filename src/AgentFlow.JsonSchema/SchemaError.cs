using System.Text.Json;

namespace AgentFlow.JsonSchema;

/// <summary>One reason why a value does not match its schema, in words that a language model can act on.</summary>
public sealed class SchemaError
{
    /// <summary>JSON pointer to the value in question; empty for the whole.</summary>
    public required string InstancePointer { get; init; }

    /// <summary>
    /// JSON pointer to the keyword in the schema that defines it, after the document's URI and <c>#</c> when that is another document.
    /// </summary>
    public required string SchemaPointer { get; init; }

    /// <summary>
    /// The keyword that failed, such as <c>required</c>; a limit of <see cref="SchemaOptions"/> goes by its name in camel case.
    /// </summary>
    public required string Keyword { get; init; }

    /// <summary>What the schema asks for: <c>one of "c", "f"</c>.</summary>
    public required string Expected { get; init; }

    /// <summary>
    /// What the value is, long values cut: <c>"celsius"</c>; <see langword="null"/> where the problem is that nothing is there.
    /// </summary>
    public string? Found { get; init; }

    /// <summary>The shortest way to mend it, as a sentence; <see langword="null"/> where none is sure.</summary>
    public string? Fix { get; init; }

    /// <summary>All of it in one line: where, what was expected, what was found, how to mend it.</summary>
    public required string Message { get; init; }

    /// <summary>The way through the schema by which the keyword was reached, references included.</summary>
    internal string EvaluationPath { get; init; } = "";

    /// <summary>
    /// The value in question and those allowed in its place, where the schema lists them: to say it once for several alternatives.
    /// </summary>
    internal (JsonElement Value, IReadOnlyList<JsonElement> Allowed)? Choice { get; init; }

    /// <inheritdoc />
    public override string ToString() => Message;
}
