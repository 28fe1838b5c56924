using System.Runtime.InteropServices;
using System.Text.Json;
using AgentFlow.JsonSchema.Evaluation;
using AgentFlow.JsonSchema.Repair;

namespace AgentFlow.JsonSchema.Coercion;

internal ref partial struct CoercionRun
{
    private const ValueTypes ListedTypes = ValueTypes.Text | ValueTypes.Number | ValueTypes.Integer | ValueTypes.Boolean;

    /// <summary>Gives a value one of the types that the plan allows, when exactly one reading of it has one.</summary>
    private JsonElement ConvertType(CoercionPlan plan, JsonElement value, int inPlace, ref int misfits)
    {
        if (plan.Types == ValueTypes.None || IsOfType(plan.Types, value))
            return value;
        if (_checksOnly)
        {
            misfits++;
            return value;
        }
        (JsonElement Value, ArgumentChangeKind Kind)? found = null;
        foreach (var reading in Readings(plan, value, inPlace))
        {
            if (found is { } other && !JsonEquality.AreEqual(other.Value, reading.Value))
            {
                misfits++;
                return value;
            }
            found ??= reading;
        }
        if (found is not { } only)
        {
            misfits++;
            return value;
        }
        Report(only.Kind, value, only.Value);
        return only.Value;
    }

    private static bool IsOfType(ValueTypes types, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => types.Has(ValueTypes.Null),
        JsonValueKind.True or JsonValueKind.False => types.Has(ValueTypes.Boolean),
        JsonValueKind.String => types.Has(ValueTypes.Text),
        JsonValueKind.Array => types.Has(ValueTypes.Array),
        JsonValueKind.Object => types.Has(ValueTypes.Object),
        _ => types.Has(ValueTypes.Number) || (types.Has(ValueTypes.Integer) && IsPlainInteger(value)),
    };

    private static bool IsPlainInteger(JsonElement number) => JsonMarshal.GetRawUtf8Value(number).IndexOfAny(".eE"u8) < 0;

    private List<(JsonElement Value, ArgumentChangeKind Kind)> Readings(CoercionPlan plan, JsonElement value, int inPlace)
    {
        var readings = new List<(JsonElement, ArgumentChangeKind)>();
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        if (plan.Types.Has(ValueTypes.Number) && text is not null && TextNumber.TryRead(text, mayBeDecimalComma: true, out var number))
            readings.Add((JsonElement.Parse(number), ArgumentChangeKind.TextToNumber));
        if (plan.Types.Has(ValueTypes.Integer) && text is not null
            && TextNumber.TryRead(text, mayBeDecimalComma: plan.Types.Has(ValueTypes.Number), out var digits)
            && TextNumber.TryWhole(digits, out var whole))
            readings.Add((JsonElement.Parse(whole), ArgumentChangeKind.TextToNumber));
        if (plan.Types.Has(ValueTypes.Integer) && value.ValueKind == JsonValueKind.Number
            && TextNumber.TryWhole(value.GetRawText(), out var plain))
            readings.Add((JsonElement.Parse(plain), ArgumentChangeKind.WholeNumber));
        if (plan.Types.Has(ValueTypes.Boolean) && TextBoolean.TryRead(text ?? value.GetRawText(), out var truth))
            readings.Add((JsonElement.Parse(truth ? "true" : "false"), ArgumentChangeKind.ToBoolean));
        if (plan.Types.Has(ValueTypes.Text) && value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            readings.Add((Text(value.GetRawText()), ArgumentChangeKind.ToText));
        if (plan.Types.Has(ValueTypes.Object) && text is not null && TryParseText(text, '{', JsonRoot.AnObject, out var json))
            readings.Add((json, ArgumentChangeKind.ParsedText));
        if (plan.Types.Has(ValueTypes.Array) && value.ValueKind != JsonValueKind.Null)
            AddArrays(plan, value, text, inPlace, readings);
        return readings;
    }

    private void AddArrays(CoercionPlan plan, JsonElement value, string? text, int inPlace, List<(JsonElement, ArgumentChangeKind)> readings)
    {
        if (text is not null && TryParseText(text, '[', JsonRoot.AnArray, out var json))
        {
            readings.Add((json, ArgumentChangeKind.ParsedText));
            return;
        }
        if (string.IsNullOrWhiteSpace(text) && text is not null)
            return;
        var items = plan.FirstItems.Length > 0 ? null : plan.Items ?? CoercionPlan.Open;
        if (items is null)
            return;
        if (text is not null && (ItemTypes(items) & ListedTypes) != 0 && (items.Allowed is null || !Fits(items, value, inPlace)))
        {
            var parts = text.Split(',', StringSplitOptions.TrimEntries);
            var list = parts.Length > 1 && !parts.Contains("") ? Array.ConvertAll(parts, Text) : [];
            if (list.Length > 0 && AllFit(items, list, inPlace))
            {
                readings.Add((List(list), ArgumentChangeKind.SplitList));
                return;
            }
        }
        if (Fits(items, value, inPlace))
            readings.Add((List([value]), ArgumentChangeKind.WrappedInArray));
    }

    private bool AllFit(CoercionPlan plan, JsonElement[] items, int inPlace)
    {
        foreach (var item in items)
        {
            if (!Fits(plan, item, inPlace))
                return false;
        }
        return true;
    }

    private static ValueTypes ItemTypes(CoercionPlan plan)
    {
        for (var depth = 0; plan.Types == ValueTypes.None && plan.AllOf.Length == 1 && depth < DeepestInPlace; depth++)
            plan = plan.AllOf[0];
        return plan.Types != ValueTypes.None || plan.Allowed is null ? plan.Types : ValueTypes.Text;
    }

    private static bool TryParseText(string text, char bracket, JsonRoot root, out JsonElement json)
    {
        json = default;
        if (!text.AsSpan().TrimStart().StartsWith([bracket])
            || !JsonRepair.TryParse(text, new JsonRepairOptions { Root = root }, out var result, out _))
            return false;
        json = result.Value;
        return !result.Fixes.Any(fix => fix.Kind is JsonFixKind.Truncated or JsonFixKind.SurroundingText or JsonFixKind.SeveralValues);
    }

    private JsonElement ConvertFormat(CoercionPlan plan, JsonElement value, ref int misfits)
    {
        if (plan.Format == TextFormat.None || value.ValueKind != JsonValueKind.String
            || TextDate.IsStandard(JsonMarshal.GetRawUtf8Value(value)[1..^1], plan.Format))
            return value;
        if (_checksOnly)
        {
            misfits++;
            return value;
        }
        var text = value.GetString()!;
        if (!TextDate.TryRewrite(text, plan.Format, _options.AssumedOffset, out var standard) || standard == text)
            return value;
        var rewritten = Text(standard);
        Report(ArgumentChangeKind.DateForm, value, rewritten);
        return rewritten;
    }

    /// <summary>Gives a value the one of the allowed values that it means.</summary>
    private JsonElement ConvertAllowed(CoercionPlan plan, JsonElement value, ref int misfits)
    {
        if (plan.Allowed is not { } allowed)
            return value;
        foreach (var one in allowed)
        {
            if (AllowedValue.AreEqual(one, value))
                return value;
        }
        if (_checksOnly || AllowedValue.Find(allowed, value) is not { } meant)
        {
            misfits++;
            return value;
        }
        Report(ArgumentChangeKind.EnumValue, value, meant);
        return meant;
    }
}
