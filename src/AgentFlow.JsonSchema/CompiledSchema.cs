using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;
using AgentFlow.JsonSchema.Compilation;
using AgentFlow.JsonSchema.Evaluation;
using AgentFlow.JsonSchema.Explanation;

namespace AgentFlow.JsonSchema;

/// <summary>A JSON Schema made ready to check many values fast.</summary>
/// <remarks>
/// Thread-safe. Checking a valid value allocates nothing, except for patterns that are met for the first time. Whatever the schema and the
/// value, a check ends within the limits of <see cref="SchemaOptions"/>; a value that reaches one is not valid.
/// </remarks>
public sealed class CompiledSchema : ISchemaValidator
{
    private readonly SchemaNode _root;
    private readonly bool _usesDynamicScope;
    private readonly SchemaOptions _options;

    private CompiledSchema(SchemaNode root, bool usesDynamicScope, SchemaOptions options)
    {
        _root = root;
        _usesDynamicScope = usesDynamicScope;
        _options = options;
    }

    /// <summary>Compiles a schema, which may be disposed afterwards.</summary>
    /// <param name="schema">An object, or a boolean: <c>true</c> lets all values through and <c>false</c> none.</param>
    /// <param name="options">How to read the schema and what a check may cost; <see langword="null"/> for the defaults.</param>
    /// <exception cref="SchemaException">The schema is not one, or refers to something that is not registered.</exception>
    public static CompiledSchema Compile(JsonElement schema, SchemaOptions? options = null)
    {
        ThrowIfUndefined(schema);
        options ??= new SchemaOptions();
        options.Check();
        try
        {
            var (root, usesDynamicScope) = SchemaCompiler.Compile(schema.Clone(), options);
            return new CompiledSchema(root, usesDynamicScope, options);
        }
        catch (InvalidOperationException exception) when (LoneSurrogates.AreIn(schema))
        {
            // As a value half a pair is compared like any other; System.Text.Json looks for no keyword beside such a name.
            throw LoneSurrogates.Error(schema, exception);
        }
    }

    /// <summary>Compiles a schema from its JSON text.</summary>
    /// <param name="schemaJson">The text.</param>
    /// <param name="options">How to read the schema and what a check may cost; <see langword="null"/> for the defaults.</param>
    /// <exception cref="SchemaException">The text is not JSON, not a schema, or refers to something that is not registered.</exception>
    public static CompiledSchema Parse(string schemaJson, SchemaOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schemaJson);
        try
        {
            using var document = JsonDocument.Parse(schemaJson, new JsonDocumentOptions { MaxDepth = SchemaDefaults.MaxSchemaNesting * 2 });
            return Compile(document.RootElement, options);
        }
        catch (JsonException exception)
        {
            throw new SchemaException(SchemaErrorCode.InvalidJson, "", $"the text is not JSON. {exception.Message}", exception);
        }
    }

    /// <summary>Whether a value matches the schema.</summary>
    public bool IsValid(JsonElement instance)
    {
        ThrowIfUndefined(instance);
        var state = NewState();
        var valid = Evaluator<ElementValue, ElementMembers, ElementItems>.Evaluate(_root, new ElementValue(instance), ref state, default);
        state.Dispose();
        return valid && state.Limit == EvaluationLimit.None;
    }

    /// <summary>Whether a text is JSON and matches the schema, without building a document from it.</summary>
    /// <param name="utf8Json">One JSON value in UTF-8, white space around it allowed.</param>
    public bool IsValid(ReadOnlySpan<byte> utf8Json)
    {
        if (!Utf8.IsValid(utf8Json))
            return false;
        try
        {
            using var tape = JsonTape.Read(utf8Json, _options.MaxDepth);
            var state = NewState();
            var value = new TapeValue(utf8Json, tape.Tokens, 0);
            var valid = Evaluator<TapeValue, TapeMembers, TapeItems>.Evaluate(_root, value, ref state, default);
            state.Dispose();
            return valid && state.Limit == EvaluationLimit.None;
        }
        catch (JsonException)
        {
            // The answer to "is this JSON that matches" is no; who wants to know why parses it first.
            return false;
        }
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxErrors"/> is below one.</exception>
    public IReadOnlyList<SchemaError> Validate(JsonElement instance, int maxErrors = SchemaDefaults.MaxErrors)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxErrors, 1);
        return IsValid(instance) ? [] : new Explainer(_root, NewState(), _options, isExhaustive: false).Explain(instance, maxErrors);
    }

    /// <summary>Checks a value and writes the result in the output format "basic" of the standard, for tools that read it.</summary>
    /// <param name="writer">Where the result goes; it is not flushed.</param>
    /// <param name="instance">The value.</param>
    /// <remarks>Every failed keyword is listed, up to a thousand, those of alternatives that were tried included. A valid value is reported
    /// without annotations.</remarks>
    public void WriteBasicOutput(Utf8JsonWriter writer, JsonElement instance)
    {
        ArgumentNullException.ThrowIfNull(writer);
        IReadOnlyList<SchemaError> errors = IsValid(instance)
            ? []
            : new Explainer(_root, NewState(), _options, isExhaustive: true).Explain(instance, SchemaDefaults.MaxBasicErrors);
        BasicOutput.Write(writer, errors);
    }

    private static void ThrowIfUndefined(JsonElement element, [CallerArgumentExpression(nameof(element))] string? name = null)
    {
        if (element.ValueKind == JsonValueKind.Undefined)
            throw new ArgumentException("The element holds no JSON value.", name);
    }

    private EvaluationState NewState() => new(_options.MaxDepth, _options.MaxSteps, _usesDynamicScope);
}
