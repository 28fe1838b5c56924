using System.Text.Json;

namespace AgentFlow.JsonSchema.Compilation;

internal sealed partial class NodeBuilder
{
    private SchemaNode? _additionalItems;
    private bool _itemsIsList;

    private void BuildArrayKeyword(Keyword keyword, JsonElement value)
    {
        if (keyword == Keyword.UnevaluatedItems)
        {
            node.UnevaluatedItems = ReadSchema(keyword, value);
            return;
        }
        var rules = _array ??= new ArrayRules();
        switch (keyword)
        {
            case Keyword.PrefixItems:
                rules.Prefix = ReadSchemas(keyword, value);
                break;
            case Keyword.Items when value.ValueKind == JsonValueKind.Array:
                if (Dialect.Dialect == SchemaDialect.Draft202012)
                    throw Invalid(keyword, value, "one schema in draft 2020-12 (use 'prefixItems', or declare draft 7 in '$schema')");
                rules.Prefix = ReadItems(keyword, value);
                _itemsIsList = true;
                break;
            case Keyword.Items:
                rules.Rest = ReadSchema(keyword, value);
                break;
            case Keyword.AdditionalItems:
                _additionalItems = ReadSchema(keyword, value);
                break;
            case Keyword.Contains:
                rules.Contains = ReadSchema(keyword, value);
                rules.ContainsEvaluates = Dialect.Dialect == SchemaDialect.Draft202012;
                break;
            case Keyword.MaxItems:
                rules.MaxItems = ReadCount(keyword, value);
                break;
            case Keyword.MinItems:
                rules.MinItems = ReadCount(keyword, value);
                break;
            case Keyword.UniqueItems:
                rules.Unique = ReadBoolean(keyword, value);
                break;
            case Keyword.MaxContains:
                rules.MaxContains = ReadCount(keyword, value);
                break;
            default:
                rules.MinContains = ReadCount(keyword, value);
                break;
        }
    }

    private void FinishArray()
    {
        // Before 2020-12 'additionalItems' speaks only where 'items' is a list.
        if (_itemsIsList && _array is not null)
            _array.Rest = _additionalItems;
    }
}
