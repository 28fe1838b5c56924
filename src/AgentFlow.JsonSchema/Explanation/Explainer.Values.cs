using System.Runtime.InteropServices;
using System.Text.Json;
using AgentFlow.JsonSchema.Compilation;
using AgentFlow.JsonSchema.Evaluation;

namespace AgentFlow.JsonSchema.Explanation;

internal sealed partial class Explainer
{
    private void ExplainValues(SchemaNode node, JsonElement value)
    {
        var before = _errors.Count;
        ExplainSet(node, node.Const, value);
        ExplainSet(node, node.Enum, value);
        if (_errors.Count > before && !isExhaustive)
            return;
        if (node.Types == TypeSet.Any || Evaluator<ElementValue, ElementMembers, ElementItems>.HasType(node.Types, new ElementValue(value)))
            return;
        Add(node, "type", new Complaint
        {
            Expected = string.Join(" or ", TypeSets.NamesOf(node.Types)),
            Found = SchemaWords.ShowKind(value),
            Fix = Mending.OfType(node.Types, value),
        });
    }

    private void ExplainSet(SchemaNode node, ValueSet? set, JsonElement value)
    {
        if (set is null || set.Contains<ElementValue, ElementMembers, ElementItems>(new ElementValue(value)))
            return;
        Add(node, set.Keyword, new Complaint
        {
            Expected = set.Values.Count == 1 ? SchemaWords.List(set.Values) : "one of " + SchemaWords.List(set.Values),
            Found = JsonWords.Show(value),
            Fix = Mending.OfValue(set.Values, value),
            Choice = (value, set.Values),
        });
    }

    private void ExplainNumber(SchemaNode node, NumberRules rules, JsonElement value)
    {
        var number = new JsonNumber(JsonMarshal.GetRawUtf8Value(value));
        if (rules.Minimum is { } minimum && number.CompareTo(minimum.Value) < 0)
            AddNumber("minimum", $"a number of at least {minimum.Text}");
        if (rules.ExclusiveMinimum is { } above && number.CompareTo(above.Value) <= 0)
            AddNumber("exclusiveMinimum", $"a number above {above.Text}");
        if (rules.Maximum is { } maximum && number.CompareTo(maximum.Value) > 0)
            AddNumber("maximum", $"a number of at most {maximum.Text}");
        if (rules.ExclusiveMaximum is { } below && number.CompareTo(below.Value) >= 0)
            AddNumber("exclusiveMaximum", $"a number below {below.Text}");
        if (rules.MultipleOf is { } divisor && !RuleChecks.IsMultiple(number, divisor, ref state))
            AddNumber("multipleOf", $"a multiple of {divisor.Text}");

        void AddNumber(string keyword, string expected) =>
            Add(node, keyword, new Complaint { Expected = JsonWords.Cut(expected), Found = JsonWords.Show(value) });
    }

    private void ExplainString(SchemaNode node, StringRules rules, JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        var length = JsonText.CountCodePoints(raw);
        if (length < rules.MinLength)
            AddString("minLength", $"at least {SchemaWords.Plural(rules.MinLength, "character")}", $"{length}: {JsonWords.Show(value)}");
        if (length > rules.MaxLength)
            AddString("maxLength", $"at most {SchemaWords.Plural(rules.MaxLength, "character")}", $"{length}: {JsonWords.Show(value)}");
        if (rules.Pattern is { } pattern && !pattern.IsMatch(raw, ref state))
            AddString("pattern", $"a string that matches {JsonWords.Cut(pattern.Text)}", JsonWords.Show(value));
        if (rules.Format is { } format && !format.IsMatch(raw))
            AddString("format", format.Description, JsonWords.Show(value));

        void AddString(string keyword, string expected, string found) =>
            Add(node, keyword, new Complaint { Expected = expected, Found = found });
    }
}
