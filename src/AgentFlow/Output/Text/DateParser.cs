using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AgentFlow.JsonSchema.Coercion;

namespace AgentFlow.Output.Text;

/// <summary>One date: alone in any form that can mean one day only, or in ISO form anywhere in the text.</summary>
internal sealed partial class DateParser(OutputPrompts? prompts) : OutputParser<DateOnly>(prompts)
{
    private static readonly ArgumentCoercer Forms = ArgumentCoercer.Compile(JsonElement.Parse("""{"type":"string","format":"date"}"""));

    public override string FormatInstructions => Prompts.DateInstructions.Format();

    public override DateOnly Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = IsoDate().Matches(text).Select(m => m.Value).Distinct().ToList();
        if (found.Count == 0)
            found.Add(Coerce(text.Trim().Trim('"', '\'', '*', '`', '.').Trim()));
        return found.Count == 1 && DateOnly.TryParseExact(found[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new OutputParserException(text, Prompts.NoDate.Format(("text", OutputWords.Cut(text))));
    }

    private static string Coerce(string text)
    {
        var json = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
            writer.WriteStringValue(OutputWords.WellFormed(text));
        return Forms.Coerce(JsonElement.Parse(json.WrittenSpan)).Value.GetString()!;
    }

    [GeneratedRegex(@"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex IsoDate();
}
