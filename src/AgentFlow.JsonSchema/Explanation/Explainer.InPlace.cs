using System.Text.Json;
using AgentFlow.JsonSchema.Compilation;

namespace AgentFlow.JsonSchema.Explanation;

internal sealed partial class Explainer
{
    private void ExplainInPlace(SchemaNode node, InPlaceRules rules, JsonElement value)
    {
        if (rules.Reference is not null)
            ExplainReference(node, "$ref", rules.Reference, value);
        if (rules.DynamicReference is { } dynamic)
            ExplainReference(node, dynamic.Keyword, state.Resolve(dynamic), value);
        foreach (var schema in rules.AllOf)
            Explain(schema, value);
        if (rules.AnyOf.Length > 0)
            ExplainAlternatives(node, "anyOf", rules.AnyOf, value);
        if (rules.OneOf.Length > 0)
            ExplainAlternatives(node, "oneOf", rules.OneOf, value);
        if (rules.Not is not null && IsValid(rules.Not, value))
            AddNot(node, rules.Not, value);
        if (rules.If is null)
            return;
        var next = IsValid(rules.If, value) ? rules.Then : rules.Else;
        if (next is not null)
            Explain(next, value);
    }

    private void AddNot(SchemaNode node, SchemaNode not, JsonElement value) => Add(node, "not", new Complaint
    {
        Expected = SchemaWords.Describe(not) is { } words ? $"anything but {words}" : "a value that 'not' does not match",
        Found = JsonWords.Show(value),
    });

    private void ExplainAlternatives(SchemaNode node, string keyword, SchemaNode[] schemas, JsonElement value)
    {
        var matching = Enumerable.Range(0, schemas.Length).Where(index => IsValid(schemas[index], value)).ToArray();
        if (IsFull || (keyword == "anyOf" ? matching.Length > 0 : matching.Length == 1))
            return;
        if (matching.Length > 1)
        {
            var numbers = string.Join(", ", matching);
            Add(node, keyword, new Complaint
            {
                Expected = "a value that matches exactly one alternative",
                Found = $"{JsonWords.Show(value)}, which matches the alternatives {numbers}",
            });
            return;
        }
        if (isExhaustive)
        {
            foreach (var schema in schemas)
                Explain(schema, value);
            Add(node, keyword, new Complaint { Expected = "a value that matches one of the alternatives", Found = JsonWords.Show(value) });
            return;
        }
        var branches = schemas.Select(schema => ExplainApart(schema, value)).Where(errors => errors.Count > 0).ToArray();
        if (branches.Length == 0)
            return;
        if (Alternatives.Merge(branches, _path.ToString()) is { } merged)
            Add(node, keyword, merged.Complaint, merged.InstancePointer);
        else
            _errors.AddRange(Alternatives.Choose(branches, _path.ToString()).Take(_maxErrors - _errors.Count));
    }
}
