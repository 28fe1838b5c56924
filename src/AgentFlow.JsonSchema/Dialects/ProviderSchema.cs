using System.Text.Json;
using AgentFlow.JsonSchema.Compilation;

namespace AgentFlow.JsonSchema.Dialects;

/// <summary>A schema in the form that a provider takes, and what it says no longer.</summary>
/// <remarks>
/// A value of the provider's form is, after <see cref="WithoutAddedNulls"/>, valid for the original, unless a loss other than
/// <see cref="SchemaLossKind.Narrowed"/> is listed. So check values against the original all the same when there is one.
/// </remarks>
public sealed class ProviderSchema
{
    private readonly AddedNulls _addedNulls;

    private ProviderSchema(JsonElement schema, IReadOnlyList<SchemaLoss> losses, JsonElement original)
    {
        Schema = schema;
        Losses = losses;
        _addedNulls = new AddedNulls(original);
    }

    /// <summary>What to send.</summary>
    public JsonElement Schema { get; }

    /// <summary>What the original says and <see cref="Schema"/> does not, in the order of the original.</summary>
    public IReadOnlyList<SchemaLoss> Losses { get; }

    /// <summary>Puts a schema in the form that a provider takes.</summary>
    /// <param name="schema">A schema of draft 2020-12 whose references are JSON pointers into itself.</param>
    /// <param name="provider">Whose form.</param>
    /// <exception cref="ArgumentException">The schema is not one of objects, which all providers want at the root.</exception>
    /// <exception cref="SchemaException">A reference leads out of the schema or to nothing.</exception>
    public static ProviderSchema For(JsonElement schema, SchemaProvider provider)
    {
        CompiledSchema.Compile(schema);
        LoneSurrogates.ThrowIfIn(schema);
        var original = schema.Clone();
        var transform = new ProviderTransform(ProviderRules.Of(provider), original);
        return new ProviderSchema(transform.Run(), transform.Losses, original);
    }

    /// <summary>
    /// The value without the nulls that stand for "not given": those of properties that the original does not require, where it lets no
    /// null
    /// through.
    /// </summary>
    /// <param name="value">A value that a model made by <see cref="Schema"/>.</param>
    public JsonElement WithoutAddedNulls(JsonElement value) => _addedNulls.Remove(value);
}
