using System.Runtime.InteropServices;
using System.Text.Json;
using AgentFlow.JsonSchema.Formats;

namespace AgentFlow.JsonSchema.Compilation;

/// <summary>Compiles the keywords of one schema.</summary>
internal sealed partial class NodeBuilder(SchemaCompiler compiler, SchemaNode node)
{
    private NumberRules? _number;
    private StringRules? _string;
    private ArrayRules? _array;
    private InPlaceRules? _inPlace;
    private bool _nullable;
    private bool _maximumIsExclusive;
    private bool _minimumIsExclusive;

    private DialectRules Dialect => node.Resource.Dialect;

    public void Build()
    {
        var source = node.Source;
        if (source.ValueKind != JsonValueKind.Object)
        {
            node.Always = source.ValueKind == JsonValueKind.True;
            return;
        }
        if (Dialect.RefStandsAlone && source.TryGetProperty("$ref"u8, out var alone))
            BuildKeyword(Keyword.Ref, alone);
        else
        {
            foreach (var member in source.EnumerateObject())
            {
                if (Keywords.Find(JsonMarshal.GetRawUtf8PropertyName(member)) is { } keyword && Dialect.Has(keyword))
                    BuildKeyword(keyword, member.Value);
            }
        }
        Finish();
    }

    private void BuildKeyword(Keyword keyword, JsonElement value)
    {
        switch (keyword)
        {
            case >= Keyword.Ref and <= Keyword.RecursiveAnchor or >= Keyword.AllOf and <= Keyword.Else:
                BuildInPlace(keyword, value);
                break;
            case Keyword.PrefixItems or Keyword.Items or Keyword.AdditionalItems or Keyword.Contains or Keyword.UnevaluatedItems
                or (>= Keyword.MaxItems and <= Keyword.MinContains):
                BuildArrayKeyword(keyword, value);
                break;
            case >= Keyword.MultipleOf and <= Keyword.ExclusiveMinimum:
                BuildNumberKeyword(keyword, value);
                break;
            case Keyword.MaxLength or Keyword.MinLength or Keyword.Pattern or Keyword.Format:
                BuildStringKeyword(keyword, value);
                break;
            case Keyword.Type:
                node.Types = ReadTypes(value);
                break;
            case Keyword.Nullable:
                _nullable = ReadBoolean(keyword, value);
                break;
            case Keyword.Enum:
                if (value.ValueKind != JsonValueKind.Array)
                    throw Invalid(keyword, value, "an array");
                node.Enum = ReadValues(keyword, [.. value.EnumerateArray()]);
                break;
            case Keyword.Const:
                node.Const = ReadValues(keyword, [value]);
                break;
            case Keyword.Id or Keyword.Schema:
                ReadText(keyword, value);
                break;
            case Keyword.Defs or Keyword.Definitions:
                ReadObject(keyword, value);
                break;
            default:
                BuildObjectKeyword(keyword, value);
                break;
        }
    }

    private void Finish()
    {
        FinishObject();
        FinishNumber();
        FinishArray();
        if (_nullable && node.Types != TypeSet.Any)
            node.Types |= TypeSet.Null;
        (node.Number, node.String, node.Array, node.InPlace) = (_number, _string, _array, _inPlace);
        if (node is
            {
                Types: TypeSet.Any, Const: null, Enum: null, Number: null, String: null, Array: null, Object: null, InPlace: null,
                UnevaluatedItems: null, UnevaluatedProperties: null,
            })
            node.Always = true;
    }

    private void BuildInPlace(Keyword keyword, JsonElement value)
    {
        if (keyword is Keyword.Anchor or Keyword.DynamicAnchor)
        {
            ReadText(keyword, value);
            return;
        }
        if (keyword == Keyword.RecursiveAnchor)
        {
            ReadBoolean(keyword, value);
            return;
        }
        var rules = _inPlace ??= new InPlaceRules();
        switch (keyword)
        {
            case Keyword.Ref:
                rules.Reference = compiler.Resolve(node, "$ref", ReadText(keyword, value));
                break;
            case Keyword.DynamicRef or Keyword.RecursiveRef:
                rules.DynamicReference = compiler.ResolveDynamic(node, Keywords.NameOf(keyword), ReadText(keyword, value));
                break;
            case Keyword.AllOf:
                rules.AllOf = ReadSchemas(keyword, value);
                break;
            case Keyword.AnyOf:
                rules.AnyOf = ReadSchemas(keyword, value);
                break;
            case Keyword.OneOf:
                rules.OneOf = ReadSchemas(keyword, value);
                break;
            case Keyword.Not:
                rules.Not = ReadSchema(keyword, value);
                break;
            case Keyword.If:
                rules.If = ReadSchema(keyword, value);
                break;
            case Keyword.Then:
                rules.Then = ReadSchema(keyword, value);
                break;
            default:
                rules.Else = ReadSchema(keyword, value);
                break;
        }
    }

    private void BuildStringKeyword(Keyword keyword, JsonElement value)
    {
        var rules = _string ?? new StringRules();
        switch (keyword)
        {
            case Keyword.MaxLength:
                rules.MaxLength = ReadCount(keyword, value);
                break;
            case Keyword.MinLength:
                rules.MinLength = ReadCount(keyword, value);
                break;
            case Keyword.Pattern:
                rules.Pattern = ReadPattern(ReadText(keyword, value), Keywords.NameOf(keyword));
                break;
            default:
                var name = ReadText(keyword, value);
                if (!Dialect.AssertsFormat || SchemaFormat.Find(name) is not { } format)
                    return;
                rules.Format = format;
                break;
        }
        _string = rules;
    }

    private void BuildNumberKeyword(Keyword keyword, JsonElement value)
    {
        var rules = _number ??= new NumberRules();
        if (Dialect.Dialect == SchemaDialect.OpenApi30 && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            && keyword is Keyword.ExclusiveMaximum or Keyword.ExclusiveMinimum)
        {
            // OpenAPI 3.0: the boolean says whether the limit beside it is itself out of range.
            _maximumIsExclusive |= keyword == Keyword.ExclusiveMaximum && value.ValueKind == JsonValueKind.True;
            _minimumIsExclusive |= keyword == Keyword.ExclusiveMinimum && value.ValueKind == JsonValueKind.True;
            return;
        }
        var number = ReadNumber(keyword, value);
        switch (keyword)
        {
            case Keyword.MultipleOf:
                if (number.Value.IsZero || number.Value.IsNegative)
                    throw Invalid(keyword, value, "a number above zero");
                rules.MultipleOf = number;
                break;
            case Keyword.Maximum:
                rules.Maximum = number;
                break;
            case Keyword.ExclusiveMaximum:
                rules.ExclusiveMaximum = number;
                break;
            case Keyword.Minimum:
                rules.Minimum = number;
                break;
            default:
                rules.ExclusiveMinimum = number;
                break;
        }
    }

    private void FinishNumber()
    {
        if (_number is null)
            return;
        if (_maximumIsExclusive)
            (_number.ExclusiveMaximum, _number.Maximum) = (_number.Maximum, null);
        if (_minimumIsExclusive)
            (_number.ExclusiveMinimum, _number.Minimum) = (_number.Minimum, null);
    }
}
