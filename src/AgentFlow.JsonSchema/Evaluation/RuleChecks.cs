using AgentFlow.JsonSchema.Compilation;

namespace AgentFlow.JsonSchema.Evaluation;

/// <summary>The keywords about numbers and strings, which need nothing but the value's text.</summary>
internal static class RuleChecks
{
    public static bool Accepts(this NumberRules rules, ReadOnlySpan<byte> raw, ref EvaluationState state)
    {
        var number = new JsonNumber(raw);
        return (rules.Minimum is null || number.CompareTo(rules.Minimum.Value) >= 0)
            && (rules.Maximum is null || number.CompareTo(rules.Maximum.Value) <= 0)
            && (rules.ExclusiveMinimum is null || number.CompareTo(rules.ExclusiveMinimum.Value) > 0)
            && (rules.ExclusiveMaximum is null || number.CompareTo(rules.ExclusiveMaximum.Value) < 0)
            && (rules.MultipleOf is null || IsMultiple(number, rules.MultipleOf, ref state));
    }

    public static bool IsMultiple(JsonNumber number, JsonNumber.Stored divisor, ref EvaluationState state)
    {
        var isMultiple = number.IsMultipleOf(divisor.Value);
        if (isMultiple is null)
            state.Stop(EvaluationLimit.NumberLength);
        return isMultiple == true;
    }

    public static bool Accepts(this StringRules rules, ReadOnlySpan<byte> raw, ref EvaluationState state)
    {
        if (rules.MinLength > 0 || rules.MaxLength < int.MaxValue)
        {
            var length = JsonText.CountCodePoints(raw);
            if (length < rules.MinLength || length > rules.MaxLength)
                return false;
        }
        return (rules.Pattern is null || rules.Pattern.IsMatch(raw, ref state))
            && (rules.Format is null || rules.Format.IsMatch(raw));
    }
}
