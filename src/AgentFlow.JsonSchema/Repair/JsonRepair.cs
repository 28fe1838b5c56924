using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace AgentFlow.JsonSchema.Repair;

/// <summary>
/// Reads the JSON that a model wrote, whatever is wrong with it, and reports each thing that was put right; what can be read in more
/// than one way is refused with its place.
/// </summary>
/// <remarks>Thread-safe. Text that is JSON is parsed once and nothing more. The work is linear in the text, whatever it holds.</remarks>
public static class JsonRepair
{
    /// <summary>Reads UTF-8 text.</summary>
    /// <param name="utf8">What the model wrote.</param>
    /// <param name="options">What to expect; <see langword="null"/> for the defaults.</param>
    /// <exception cref="JsonRepairException">The text holds no JSON, or could be read in more than one way.</exception>
    public static JsonRepairResult Parse(ReadOnlySpan<byte> utf8, JsonRepairOptions? options = null) =>
        TryParse(utf8, options, out var result, out var error) ? result : throw error;

    /// <summary>Reads text. Places in it count bytes of its UTF-8 form.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="options">What to expect; <see langword="null"/> for the defaults.</param>
    /// <exception cref="JsonRepairException">The text holds no JSON, or could be read in more than one way.</exception>
    public static JsonRepairResult Parse(string text, JsonRepairOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(Utf8Text.Encode(text), options);
    }

    /// <summary>Reads UTF-8 text, or says why it can't be read.</summary>
    /// <param name="utf8">What the model wrote.</param>
    /// <param name="options">What to expect; <see langword="null"/> for the defaults.</param>
    /// <param name="result">The value and the fixes.</param>
    /// <param name="error">Why the text can't be read; its message is made for the model.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> utf8,
        JsonRepairOptions? options,
        [NotNullWhen(true)] out JsonRepairResult? result,
        [NotNullWhen(false)] out JsonRepairException? error)
    {
        options ??= JsonRepairOptions.Default;
        (result, error) = (null, null);
        if (StrictJson.TryParse(utf8, options, out var strict))
        {
            if (Fits(strict, options.Root))
            {
                result = new JsonRepairResult(strict, []);
                return true;
            }
            if (strict.ValueKind == JsonValueKind.String)
                return TryParseContent(utf8, strict, options, out result, out error);
        }
        return TryRepair(utf8, utf8, [], options, out result, out error);
    }

    /// <summary>Reads text, or says why it can't be read.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="options">What to expect; <see langword="null"/> for the defaults.</param>
    /// <param name="result">The value and the fixes.</param>
    /// <param name="error">Why the text can't be read; its message is made for the model.</param>
    public static bool TryParse(
        string text,
        JsonRepairOptions? options,
        [NotNullWhen(true)] out JsonRepairResult? result,
        [NotNullWhen(false)] out JsonRepairException? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(Utf8Text.Encode(text), options, out result, out error);
    }

    /// <summary>How many looks at a byte the repair of a text takes, for the tests that show it to be linear.</summary>
    internal static long CountSteps(ReadOnlySpan<byte> utf8, JsonRepairOptions options) =>
        new RepairRun(Utf8Text.Clean(utf8, []), options, level: 0).Steps;

    private static bool Fits(JsonElement value, JsonRoot root) => root switch
    {
        JsonRoot.AnObject => value.ValueKind == JsonValueKind.Object,
        JsonRoot.AnArray => value.ValueKind == JsonValueKind.Array,
        _ => true,
    };

    /// <summary>Reads the JSON inside a JSON string; all its fixes lie where the string begins.</summary>
    private static bool TryParseContent(
        ReadOnlySpan<byte> utf8, JsonElement text, JsonRepairOptions options, out JsonRepairResult? result, out JsonRepairException? error)
    {
        var start = utf8.IndexOf((byte)'"');
        List<RepairFix> fixes = [new RepairFix(JsonFixKind.DoubleEncoded, start)];
        var content = Utf8Text.Encode(text.GetString()!);
        if (StrictJson.TryParse(content, options, out var strict) && Fits(strict, options.Root))
        {
            error = null;
            result = new JsonRepairResult(strict, Report(utf8, fixes));
            return true;
        }
        return TryRepair(utf8, content, fixes, options, out result, out error);
    }

    private static bool TryRepair(
        ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> content, List<RepairFix> fixes, JsonRepairOptions options,
        out JsonRepairResult? result, out JsonRepairException? error)
    {
        var start = fixes.Count > 0 ? fixes[0].Offset : -1;
        if (!Utf8.IsValid(content))
            content = Utf8Text.Clean(content, fixes);
        if (start < 0)
            utf8 = content;
        var run = new RepairRun(content, options, level: 0);
        (result, error) = (null, null);
        if (run.Failure is { } failure)
        {
            error = Explain(content, start < 0 ? failure.Offset : start, utf8, failure);
            return false;
        }
        foreach (var fix in run.Fixes)
            fixes.Add(start < 0 ? fix : fix with { Offset = start });
        result = new JsonRepairResult(StrictJson.Parse(run.Json, options.MaxDepth + 1), Report(utf8, fixes));
        return true;
    }

    /// <summary>Puts the fixes in the order of the text, with one for all the fences and one for all the tags.</summary>
    private static JsonFix[] Report(ReadOnlySpan<byte> utf8, List<RepairFix> fixes)
    {
        var (hasFence, hasTag) = (false, false);
        var positions = new TextPositions(utf8);
        var report = new List<JsonFix>(fixes.Count);
        foreach (var fix in fixes.OrderBy(fix => fix.Offset))
        {
            var isRepeated = (fix.Kind == JsonFixKind.CodeFence && hasFence) || (fix.Kind == JsonFixKind.WrapperTag && hasTag);
            hasFence |= fix.Kind == JsonFixKind.CodeFence;
            hasTag |= fix.Kind == JsonFixKind.WrapperTag;
            if (!isRepeated)
                report.Add(new JsonFix(fix.Kind, positions.At(fix.Offset)));
        }
        return [.. report];
    }

    private static JsonRepairException Explain(ReadOnlySpan<byte> content, int offset, ReadOnlySpan<byte> utf8, RepairFailure failure)
    {
        var position = new TextPositions(utf8).At(offset);
        var message = $"Expected {failure.Text} at {position}, found {FoundText.Describe(content, failure.Offset)}. Send the JSON again, strictly formed.";
        return new JsonRepairException(failure.Kind, message, position);
    }
}
