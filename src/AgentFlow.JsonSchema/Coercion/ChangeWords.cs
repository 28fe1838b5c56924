using System.Text.Json;

namespace AgentFlow.JsonSchema.Coercion;

internal static class ChangeWords
{
    private const int Longest = 60;

    public static string For(ArgumentChange change)
    {
        var (from, to) = (Show(change.From), Show(change.To));
        var done = change.Kind switch
        {
            ArgumentChangeKind.TextToNumber => $"{from} was read as the number {to}",
            ArgumentChangeKind.WholeNumber => $"{from} was read as the integer {to}",
            ArgumentChangeKind.ToBoolean => $"{from} was read as {to}",
            ArgumentChangeKind.ToText => $"{from} was read as the text {to}",
            ArgumentChangeKind.WrappedInArray => $"the single value {from} was put in an array",
            ArgumentChangeKind.SplitList => $"{from} was split at its commas into {to}",
            ArgumentChangeKind.ParsedText => $"the JSON in the text {from} was read",
            ArgumentChangeKind.EnumValue => $"{from} was read as the allowed value {to}",
            ArgumentChangeKind.DateForm => $"{from} was rewritten as {to}",
            ArgumentChangeKind.NullDropped => "the null was dropped, because the property is optional and cannot be null",
            ArgumentChangeKind.PropertyDropped => "the property was dropped, because the schema does not have it",
            ArgumentChangeKind.PropertyRenamed => $"the property {from} was renamed to {to}",
            ArgumentChangeKind.DefaultFilled => $"the property was missing and got its default {to}",
            _ => throw new ArgumentOutOfRangeException(nameof(change), change.Kind, null),
        };
        return $"At '{(change.InstancePointer.Length == 0 ? "(root)" : change.InstancePointer)}' {done}.";
    }

    private static string Show(JsonElement? value)
    {
        var text = value?.GetRawText() ?? "nothing";
        return text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "...");
    }
}
