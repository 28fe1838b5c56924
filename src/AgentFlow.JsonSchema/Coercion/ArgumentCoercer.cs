using System.Runtime.InteropServices;
using System.Text.Json;
using AgentFlow.JsonSchema.Compilation;
using AgentFlow.JsonSchema.Repair;

namespace AgentFlow.JsonSchema.Coercion;

/// <summary>
/// Puts right the usual near-misses in the arguments of a tool call, by the tool's schema, and reports each change. What could be read
/// in more than one way is left alone, for the validator to complain about.
/// </summary>
/// <remarks>
/// Thread-safe. Coercion is not validation: of a schema it knows <c>type</c>, <c>enum</c>, <c>const</c>, <c>format</c>, <c>default</c>,
/// the keywords that hold schemas of properties and items, <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c> and references within the document.
/// </remarks>
public sealed class ArgumentCoercer
{
    private readonly CoercionPlan _plan;
    private readonly ArgumentCoercionOptions _options;

    private ArgumentCoercer(CoercionPlan plan, ArgumentCoercionOptions options)
    {
        _plan = plan;
        _options = options;
    }

    /// <summary>Reads a schema once, for many calls.</summary>
    /// <param name="schema">The schema; its document may be disposed afterwards. A reference that leads elsewhere says nothing.</param>
    /// <param name="options">What to do beyond what the schema says; <see langword="null"/> for the defaults.</param>
    /// <exception cref="SchemaException">A string in the schema has half of a surrogate pair, which is no character.</exception>
    public static ArgumentCoercer Compile(JsonElement schema, ArgumentCoercionOptions? options = null)
    {
        LoneSurrogates.ThrowIfIn(schema);
        var root = schema.Clone();
        return new ArgumentCoercer(new PlanCompiler(root).Compile(root), options ?? ArgumentCoercionOptions.Default);
    }

    /// <summary>Makes a value fit the schema as far as that takes no guess. Allocates nothing when nothing changes.</summary>
    /// <param name="value">The arguments as the model wrote them.</param>
    public ArgumentCoercionResult Coerce(JsonElement value)
    {
        // Text with half a surrogate pair cannot be read as a string; the validator says so better.
        if (StrictJson.HasLoneSurrogate(JsonMarshal.GetRawUtf8Value(value)))
            return new ArgumentCoercionResult(value, []);
        var misfits = 0;
        var check = new CoercionRun(_options, checksOnly: true);
        check.Visit(_plan, value, mayDrop: true, inPlace: 0, ref misfits);
        if (misfits == 0)
            return new ArgumentCoercionResult(value, []);

        var run = new CoercionRun(_options, checksOnly: false);
        var coerced = run.Visit(_plan, value, mayDrop: true, inPlace: 0, ref misfits);
        // A schema that contradicts itself may have a value changed there and back.
        return run.Changes is { Count: > 0 } changes && !JsonMarshal.GetRawUtf8Value(coerced).SequenceEqual(JsonMarshal.GetRawUtf8Value(value))
            ? new ArgumentCoercionResult(coerced, changes.ConvertAll(change => change.ToPublic()))
            : new ArgumentCoercionResult(value, []);
    }
}
