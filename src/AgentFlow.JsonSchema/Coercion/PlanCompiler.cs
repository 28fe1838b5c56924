using System.Text.Json;

namespace AgentFlow.JsonSchema.Coercion;

/// <summary>Makes a <see cref="CoercionPlan"/> of a schema. References that do not lead into the same document say nothing.</summary>
internal sealed class PlanCompiler(JsonElement root)
{
    private readonly Dictionary<string, CoercionPlan> _referred = new(StringComparer.Ordinal);

    public CoercionPlan Compile(JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.False)
            return new CoercionPlan { IsNever = true };
        if (schema.ValueKind != JsonValueKind.Object)
            return CoercionPlan.Open;
        var plan = new CoercionPlan();
        Fill(plan, schema);
        return plan;
    }

    private void Fill(CoercionPlan plan, JsonElement schema)
    {
        plan.Types = schema.TryGetProperty("type", out var type) ? ValueTypesReader.Read(type) : ValueTypes.None;
        if (plan.Types != ValueTypes.None && schema.TryGetProperty("nullable", out var nullable)
            && nullable.ValueKind == JsonValueKind.True)
            plan.Types |= ValueTypes.Null;
        if (schema.TryGetProperty("const", out var only))
            plan.Allowed = [only];
        else if (schema.TryGetProperty("enum", out var allowed) && allowed.ValueKind == JsonValueKind.Array)
            plan.Allowed = [.. allowed.EnumerateArray()];
        plan.Format = schema.TryGetProperty("format", out var format) ? TextFormatReader.Read(format) : TextFormat.None;
        FillObject(plan, schema);
        FillArray(plan, schema);
        plan.AllOf = [.. List(schema, "allOf"), .. Reference(schema)];
        plan.Choices = [.. new[] { List(schema, "anyOf"), List(schema, "oneOf") }.Where(branches => branches.Length > 0)];
    }

    private void FillObject(CoercionPlan plan, JsonElement schema)
    {
        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            var required = Required(schema);
            plan.Properties = [.. properties.EnumerateObject().Select(property =>
                new PropertyPlan(property.Name, Compile(property.Value), required.Contains(property.Name), Default(property.Value)))];
        }
        plan.HasPatterns = schema.TryGetProperty("patternProperties", out _);
        if (schema.TryGetProperty("additionalProperties", out var others))
        {
            plan.IsClosed = others.ValueKind == JsonValueKind.False && !plan.HasPatterns;
            plan.OtherProperties = others.ValueKind == JsonValueKind.Object && !plan.HasPatterns ? Compile(others) : null;
        }
    }

    private void FillArray(CoercionPlan plan, JsonElement schema)
    {
        plan.FirstItems = List(schema, "prefixItems");
        if (!schema.TryGetProperty("items", out var items))
            return;
        if (items.ValueKind == JsonValueKind.Array)
            plan.FirstItems = List(schema, "items");
        else
            plan.Items = Compile(items);
    }

    private CoercionPlan[] List(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(Compile)]
            : [];

    private IEnumerable<CoercionPlan> Reference(JsonElement schema)
    {
        if (!schema.TryGetProperty("$ref", out var reference) || reference.ValueKind != JsonValueKind.String)
            yield break;
        var pointer = reference.GetString()!;
        if (_referred.TryGetValue(pointer, out var known))
        {
            yield return known;
            yield break;
        }
        if (!TryResolve(pointer, out var target) || target.ValueKind is not (JsonValueKind.Object or JsonValueKind.False))
            yield break;
        var plan = new CoercionPlan { IsNever = target.ValueKind == JsonValueKind.False };
        _referred.Add(pointer, plan);
        if (!plan.IsNever)
            Fill(plan, target);
        yield return plan;
    }

    private bool TryResolve(string pointer, out JsonElement target)
    {
        target = root;
        if (!pointer.StartsWith('#') || (pointer.Length > 1 && pointer[1] != '/'))
            return false;
        foreach (var part in pointer.Split('/')[1..])
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            var isFound = target.ValueKind switch
            {
                JsonValueKind.Object => target.TryGetProperty(name, out target),
                JsonValueKind.Array => TryGetItem(name, ref target),
                _ => false,
            };
            if (!isFound)
                return false;
        }
        return true;
    }

    private static bool TryGetItem(string name, ref JsonElement target)
    {
        if (!int.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var index)
            || index >= target.GetArrayLength())
            return false;
        target = target[index];
        return true;
    }

    private static JsonElement? Default(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("default", out var value) ? value : null;

    private static HashSet<string> Required(JsonElement schema)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array)
            names.UnionWith(required.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!));
        return names;
    }
}
