using System.Text.Json;
using AgentFlow.JsonSchema;
using AgentFlow.JsonSchema.Coercion;
using AgentFlow.JsonSchema.Repair;

namespace AgentFlow.Output.Json;

/// <summary>
/// Holds an answer to a JSON Schema: read tolerantly, near-misses put right, validated. Says all that it knows from the schema alone, so that a run
/// resumed elsewhere judges an answer as the process did that began it.
/// </summary>
internal sealed class OutputSchema : IOutputCheck
{
    private readonly CompiledSchema _validator;
    private readonly ArgumentCoercer _coercer;
    private readonly bool _hasSoleValue;

    public OutputSchema(JsonElement schema)
    {
        Schema = schema;
        _validator = CompiledSchema.Compile(schema, new SchemaOptions { AssertFormat = true });
        _coercer = ArgumentCoercer.Compile(schema);
        _hasSoleValue = ValueWrapper.IsWrapper(schema);
    }

    public JsonElement Schema { get; }

    public IReadOnlyList<string> FindErrors(string text)
    {
        TryRead(text, OutputPrompts.Default, out _, out var errors);
        return errors;
    }

    /// <summary>Reads an answer's text.</summary>
    public bool TryRead(string text, OutputPrompts prompts, out JsonElement value, out IReadOnlyList<string> errors)
    {
        if (!_hasSoleValue)
            return TryReadAs(text, JsonRoot.AnObject, prompts, out value, out errors);
        // A bare list may stand in text that has brackets of its own; then the object that was asked for may be there as well.
        return TryReadAs(text, JsonRoot.Anything, prompts, out value, out errors)
            || (TryReadAs(text, JsonRoot.AnObject, prompts, out value, out var others) && (errors = others).Count == 0);
    }

    /// <summary>Makes a value fit and checks it. What should have been in an object under <c>value</c> may stand alone.</summary>
    public bool TryAccept(ref JsonElement value, out IReadOnlyList<string> errors)
    {
        if (_hasSoleValue && !(value.ValueKind == JsonValueKind.Object && value.TryGetProperty(ValueWrapper.Name, out _)))
            value = ValueWrapper.Wrap(value);
        value = _coercer.Coerce(value).Value;
        var found = _validator.Validate(value);
        errors = found.Count == 0 ? [] : [.. found.Select(e => e.Message)];
        return found.Count == 0;
    }

    private bool TryReadAs(string text, JsonRoot root, OutputPrompts prompts, out JsonElement value, out IReadOnlyList<string> errors)
    {
        value = default;
        if (!JsonRepair.TryParse(text, new JsonRepairOptions { Root = root }, out var result, out var problem))
        {
            errors = [prompts.JsonUnreadable.Format(("error", problem.Message.EndsWith('.') ? problem.Message : problem.Message + "."))];
            return false;
        }
        // What was cut off may have lost anything: half an answer is no answer.
        if (result.Fixes.Any(f => f.Kind is JsonFixKind.Truncated or JsonFixKind.DanglingKey))
        {
            errors = [prompts.JsonCutOff.Format()];
            return false;
        }
        value = result.Value;
        return TryAccept(ref value, out errors);
    }
}
