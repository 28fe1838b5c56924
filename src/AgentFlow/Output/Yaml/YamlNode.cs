using System.Globalization;
using System.Text.Json;

namespace AgentFlow.Output.Yaml;

/// <summary>A value in a YAML text, with the place where it begins: a scalar, a mapping or a sequence.</summary>
internal sealed class YamlNode
{
    private YamlNode(int line, int column) => (Line, Column) = (line, column);

    /// <summary>From 1.</summary>
    public int Line { get; }

    /// <summary>From 1.</summary>
    public int Column { get; }

    /// <summary>The text of a scalar; null for the others.</summary>
    public string? Text { get; private init; }

    /// <summary>Whether a scalar was written without quotes, so that <c>null</c>, <c>true</c> and numbers are what they say.</summary>
    public bool IsPlain { get; private init; }

    /// <summary>The entries of a mapping in their order, keys unique; null for the others.</summary>
    public IReadOnlyList<YamlEntry>? Entries { get; private init; }

    /// <summary>The items of a sequence; null for the others.</summary>
    public IReadOnlyList<YamlNode>? Items { get; private init; }

    /// <summary>Whether it is nothing, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    public static YamlNode Scalar(string text, bool isPlain, int line, int column) => new(line, column) { Text = text, IsPlain = isPlain };

    public static YamlNode Mapping(IReadOnlyList<YamlEntry> entries, int line, int column) => new(line, column) { Entries = entries };

    public static YamlNode Sequence(IReadOnlyList<YamlNode> items, int line, int column) => new(line, column) { Items = items };

    /// <summary>The value of a key of a mapping, or null.</summary>
    public YamlNode? Find(string key) => Entries?.FirstOrDefault(e => e.Key == key)?.Value;

    /// <summary>The same value as JSON; scalars by the core schema of YAML 1.2.</summary>
    public JsonElement ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            Write(writer);
        return JsonElement.Parse(stream.GetBuffer().AsSpan(0, (int)stream.Length), new JsonDocumentOptions { MaxDepth = YamlReader.MaxDepth + 2 });
    }

    private void Write(Utf8JsonWriter writer)
    {
        if (Entries is not null)
        {
            writer.WriteStartObject();
            foreach (var entry in Entries)
            {
                writer.WritePropertyName(OutputWords.WellFormed(entry.Key));
                entry.Value.Write(writer);
            }
            writer.WriteEndObject();
        }
        else if (Items is not null)
        {
            writer.WriteStartArray();
            foreach (var item in Items)
                item.Write(writer);
            writer.WriteEndArray();
        }
        else
        {
            WriteScalar(writer, OutputWords.WellFormed(Text!));
        }
    }

    private void WriteScalar(Utf8JsonWriter writer, string text)
    {
        if (!IsPlain)
            writer.WriteStringValue(text);
        else if (IsNull)
            writer.WriteNullValue();
        else if (text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
            writer.WriteBooleanValue(text[0] is 't' or 'T');
        else if (IsJsonNumber(text))
            writer.WriteRawValue(text);
        else if (TryReadNumber(text, out var number))
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(text);
    }

    /// <summary>A number that JSON writes alike keeps its digits.</summary>
    private static bool IsJsonNumber(string text)
    {
        if (text[0] != '-' && !char.IsAsciiDigit(text[0]))
            return false;
        try
        {
            return JsonElement.Parse(text).ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false; // Such as 12:30 or 2024-05-01: a text that begins with a digit.
        }
    }

    /// <summary>The forms of numbers that JSON does not have: <c>+1</c>, <c>.5</c>, <c>1.</c>, <c>0x1F</c>, <c>0o17</c>.</summary>
    private static bool TryReadNumber(string text, out decimal number)
    {
        number = 0;
        if (text.StartsWith("0x", StringComparison.Ordinal) && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
        {
            number = hex;
            return true;
        }
        if (text.StartsWith("0o", StringComparison.Ordinal) && text.Length is > 2 and < 20 && text.AsSpan(2).IndexOfAnyExceptInRange('0', '7') < 0)
        {
            number = Convert.ToInt64(text[2..], 8);
            return true;
        }
        var digits = text.TrimStart('+', '-');
        return text.Length - digits.Length <= 1 && digits.All(c => char.IsAsciiDigit(c) || c == '.') && digits.AsSpan().ContainsAnyInRange('0', '9')
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }
}
