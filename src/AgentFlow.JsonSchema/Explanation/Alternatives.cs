using System.Text.Json;

namespace AgentFlow.JsonSchema.Explanation;

/// <summary>What to say when none of several alternatives matches: listing the errors of all would bury the one that matters.</summary>
internal static class Alternatives
{
    private const int MaxMerged = 12;

    /// <summary>One complaint for all, where every alternative fails at the same value by its type or by the values it allows.</summary>
    public static (Complaint Complaint, string InstancePointer)? Merge(IReadOnlyList<List<SchemaError>> branches, string pointer)
    {
        var place = MergePlace(branches, pointer);
        if (place is null)
            return null;
        var errors = branches.Select(errors => errors.First(error => error.InstancePointer == place && IsChoice(error))).ToArray();
        var expected = errors.Select(error => error.Expected.StartsWith("one of ", StringComparison.Ordinal) ? error.Expected[7..] : error.Expected);
        var distinct = expected.Distinct().ToArray();
        var words = distinct.Length <= MaxMerged ? string.Join(" or ", distinct) : string.Join(" or ", distinct.Take(MaxMerged)) + " …";
        var choices = errors.Select(error => error.Choice).OfType<(JsonElement Value, IReadOnlyList<JsonElement> Allowed)>().ToArray();
        var fix = choices.Length > 0
            ? Mending.OfValue([.. choices.SelectMany(choice => choice.Allowed)], choices[0].Value)
            : errors.Select(error => error.Fix).FirstOrDefault(fix => fix is not null);
        return (new Complaint { Expected = words, Found = errors[0].Found, Fix = fix }, place);
    }

    /// <summary>The errors of the alternative that was probably meant.</summary>
    public static List<SchemaError> Choose(IReadOnlyList<List<SchemaError>> branches, string pointer) => branches
        .OrderBy(errors => errors.Any(error => error.InstancePointer == pointer && IsChoice(error)))
        .ThenBy(errors => errors.Any(error => IsDiscriminator(error, pointer)))
        .ThenBy(errors => errors.Count)
        .ThenByDescending(errors => errors.Max(error => error.InstancePointer.Length))
        .First();

    private static string? MergePlace(IReadOnlyList<List<SchemaError>> branches, string pointer)
    {
        if (branches.All(errors => errors.Any(error => error.InstancePointer == pointer && IsChoice(error))))
            return pointer;
        // A discriminator that no alternative knows: all of them fail at the same property, each naming its own value.
        var places = branches[0].Where(error => IsDiscriminator(error, pointer)).Select(error => error.InstancePointer);
        return places.FirstOrDefault(place => branches.All(errors => errors.Any(error => error.InstancePointer == place && IsDiscriminator(error, pointer))));
    }

    private static bool IsChoice(SchemaError error) => error.Keyword is "type" or "const" or "enum";

    private static bool IsDiscriminator(SchemaError error, string pointer) =>
        error.Keyword is "const" or "enum" && error.InstancePointer.LastIndexOf('/') == pointer.Length;
}
