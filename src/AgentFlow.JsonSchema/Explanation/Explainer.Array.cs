using System.Text.Json;
using AgentFlow.JsonSchema.Compilation;
using AgentFlow.JsonSchema.Evaluation;

namespace AgentFlow.JsonSchema.Explanation;

internal sealed partial class Explainer
{
    private void ExplainArray(SchemaNode node, ArrayRules rules, JsonElement value)
    {
        var count = value.GetArrayLength();
        if (count < rules.MinItems)
            Add(node, "minItems", $"at least {SchemaWords.Plural(rules.MinItems, "item")}", $"{count}");
        if (count > rules.MaxItems)
            Add(node, "maxItems", $"at most {SchemaWords.Plural(rules.MaxItems, "item")}", $"{count}");
        var index = 0;
        var found = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (IsFull)
                return;
            _path.Push(index);
            if (index < rules.Prefix.Length)
                Explain(rules.Prefix[index], item);
            else if (rules.Rest is not null)
                ExplainExtraItem(node, RestKeyword(node, rules), rules.Rest, item);
            if (rules.Contains is not null && IsValid(rules.Contains, item))
                found++;
            _path.Pop();
            index++;
        }
        if (rules.Contains is not null)
            ExplainContains(node, rules, rules.Contains, found);
        if (rules.Unique
            && UniqueItems<ElementValue, ElementMembers, ElementItems>.FindPair(new ElementValue(value), ref state) is var (first, second))
        {
            Add(node, "uniqueItems", new Complaint
            {
                Expected = "items that all differ",
                Found = $"equal items {first} and {second}",
                Problem = $"items {first} and {second} are equal: {JsonWords.Show(value[first])}",
                Fix = "Remove one.",
            });
        }
    }

    private static string RestKeyword(SchemaNode node, ArrayRules rules) =>
        rules.Prefix.Length > 0 && node.Resource.Dialect.Dialect != SchemaDialect.Draft202012 ? "additionalItems" : "items";

    private void ExplainExtraItem(SchemaNode node, string keyword, SchemaNode schema, JsonElement item)
    {
        if (schema.Always != false)
        {
            Explain(schema, item);
            return;
        }
        var shown = JsonWords.Show(item);
        Add(node, keyword, new Complaint
        {
            Expected = "no further items",
            Found = shown,
            Problem = $"unexpected item {shown}",
            Fix = "Remove it.",
        });
    }

    private void ExplainContains(SchemaNode node, ArrayRules rules, SchemaNode contains, int found)
    {
        var kind = SchemaWords.Describe(contains) is { } words ? $" ({words})" : "";
        if (found < rules.MinContains)
        {
            Add(node, rules.MinContains == 1 ? "contains" : "minContains", new Complaint
            {
                Expected = $"at least {SchemaWords.Plural(rules.MinContains, "item")} matching 'contains'{kind}",
                Found = found == 0 ? "none" : $"{found}",
            });
        }
        if (found > rules.MaxContains)
        {
            Add(node, "maxContains", new Complaint
            {
                Expected = $"at most {SchemaWords.Plural(rules.MaxContains, "item")} matching 'contains'{kind}",
                Found = $"{found}",
            });
        }
    }
}
