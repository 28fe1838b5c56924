using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using AgentFlow.JsonSchema.Repair;

namespace AgentFlow.JsonSchema.Coercion;

internal ref partial struct CoercionRun
{
    private JsonElement VisitObject(CoercionPlan plan, JsonElement value, bool mayDrop, ref int misfits)
    {
        ObjectEdit? edit = null;
        var declared = 0;
        foreach (var property in plan.Properties)
        {
            if (!value.TryGetProperty(property.Utf8Name, out var child))
                continue;
            declared++;
            VisitProperty(property, property.Name, child, ref edit, ref misfits);
        }
        if (value.GetPropertyCount() > declared && !plan.HasPatterns
            && (plan.Properties.Length > 0 || plan.IsClosed || plan.OtherProperties is not null))
            VisitOthers(plan, value, mayDrop, ref edit, ref misfits);
        foreach (var property in plan.Properties)
        {
            if (value.TryGetProperty(property.Utf8Name, out _) || edit?.Gains(property.Name) == true)
                continue;
            if (_checksOnly)
                misfits += property.IsRequired || (property.DefaultValue is not null && _options.FillDefaults) ? 1 : 0;
            else if (property.DefaultValue is { } fallback && _options.FillDefaults)
            {
                (edit ??= new ObjectEdit()).Add(property.Name, fallback);
                Report(ArgumentChangeKind.DefaultFilled, null, fallback, Step(property.Name));
            }
            else if (property.IsRequired)
                misfits++;
        }
        return edit is null ? value : edit.Apply(value);
    }

    private void VisitProperty(PropertyPlan property, string name, JsonElement child, ref ObjectEdit? edit, ref int misfits)
    {
        if (child.ValueKind == JsonValueKind.Null && !property.IsRequired && !property.Plan.AllowsNull())
        {
            if (_checksOnly)
            {
                misfits++;
                return;
            }
            (edit ??= new ObjectEdit()).Drop(name, becomesMissing: property.Name);
            Report(ArgumentChangeKind.NullDropped, child, null, Step(name));
            if (property.DefaultValue is { } fallback && _options.FillDefaults)
            {
                edit.Add(property.Name, fallback);
                Report(ArgumentChangeKind.DefaultFilled, null, fallback, Step(property.Name));
            }
            return;
        }
        var count = ChangeCount;
        var coerced = Visit(property.Plan, child, mayDrop: true, inPlace: 0, ref misfits);
        if (ChangeCount == count)
            return;
        Prefix(count, Step(name));
        (edit ??= new ObjectEdit()).Replace(name, coerced);
    }

    private void VisitOthers(CoercionPlan plan, JsonElement value, bool mayDrop, ref ObjectEdit? edit, ref int misfits)
    {
        var plainNames = _checksOnly ? null : CountPlainNames(value);
        foreach (var member in value.EnumerateObject())
        {
            if (IsDeclared(plan, member))
                continue;
            if (_checksOnly && (plan.IsClosed || plan.OtherProperties is null))
                misfits++;
            else if (plainNames is not null && DeclaredFor(plan, value, member.Name, plainNames) is { } property)
            {
                (edit ??= new ObjectEdit()).Rename(member.Name, property.Name);
                Report(ArgumentChangeKind.PropertyRenamed, Text(member.Name), Text(property.Name), Step(member.Name));
                VisitProperty(property, member.Name, member.Value, ref edit, ref misfits);
            }
            else if (plan.IsClosed && mayDrop)
            {
                (edit ??= new ObjectEdit()).Drop(member.Name);
                Report(ArgumentChangeKind.PropertyDropped, member.Value, null, Step(member.Name));
            }
            else if (plan.IsClosed)
                misfits++;
            else if (plan.OtherProperties is { } others)
            {
                var count = ChangeCount;
                var coerced = Visit(others, member.Value, mayDrop: true, inPlace: 0, ref misfits);
                if (ChangeCount == count)
                    continue;
                Prefix(count, Step(member.Name));
                (edit ??= new ObjectEdit()).Replace(member.Name, coerced);
            }
        }
    }

    private static bool IsDeclared(CoercionPlan plan, JsonProperty member)
    {
        foreach (var property in plan.Properties)
        {
            if (member.NameEquals(property.Utf8Name))
                return true;
        }
        return false;
    }

    /// <summary>The one missing property that a name means, when no other name means it too.</summary>
    private static PropertyPlan? DeclaredFor(CoercionPlan plan, JsonElement value, string name, Dictionary<string, int> plainNames)
    {
        var plain = PlainText.Of(name);
        if (plain.Length == 0 || plainNames[plain] != 1)
            return null;
        var meant = Array.FindAll(plan.Properties, property => property.PlainName == plain);
        var isMissing = meant.Length == 1 && !value.TryGetProperty(meant[0].Utf8Name, out _);
        return isMissing && (plan.IsClosed || meant[0].IsRequired) ? meant[0] : null;
    }

    private static Dictionary<string, int> CountPlainNames(JsonElement value)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
            CollectionsMarshal.GetValueRefOrAddDefault(counts, PlainText.Of(member.Name), out _)++;
        return counts;
    }

    private JsonElement VisitArray(CoercionPlan plan, JsonElement value, int inPlace, ref int misfits)
    {
        if (plan.Items is null && plan.FirstItems.Length == 0)
            return value;
        JsonElement[]? items = null;
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var itemPlan = index < plan.FirstItems.Length ? plan.FirstItems[index] : plan.Items;
            if (itemPlan is null)
                break;
            var count = ChangeCount;
            var coerced = Visit(itemPlan, item, mayDrop: true, inPlace, ref misfits);
            if (ChangeCount > count)
            {
                Prefix(count, $"/{index.ToString(CultureInfo.InvariantCulture)}");
                items ??= [.. value.EnumerateArray()];
                items[index] = coerced;
            }
            index++;
        }
        return items is null ? value : List(items);
    }

    private static JsonElement List(IEnumerable<JsonElement> items)
    {
        var json = new RepairOutput(256);
        foreach (var item in items)
        {
            json.Write((byte)(json.Length == 0 ? '[' : ','));
            json.Write(JsonMarshal.GetRawUtf8Value(item));
        }
        json.Write((byte)']');
        return JsonElement.Parse(json.Written, ObjectEdit.AnyDepth);
    }

    private static string Step(string name) =>
        string.Concat("/", name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
}
