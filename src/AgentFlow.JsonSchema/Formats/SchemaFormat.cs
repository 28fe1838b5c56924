using System.Buffers;
using System.Collections.Frozen;
using AgentFlow.JsonSchema.Evaluation;

namespace AgentFlow.JsonSchema.Formats;

internal delegate bool FormatMatch(ReadOnlySpan<char> text);

/// <summary>A format of the standard, as an assertion. Formats that are not known stay remarks.</summary>
internal sealed class SchemaFormat(string description, FormatMatch match)
{
    private static readonly FrozenDictionary<string, SchemaFormat> ByName = new Dictionary<string, SchemaFormat>
    {
        ["date-time"] = new("a date-time such as \"2025-03-31T09:30:00Z\"", DateFormats.IsDateTime),
        ["date"] = new("a date such as \"2025-03-31\"", DateFormats.IsDate),
        ["time"] = new("a time with offset such as \"09:30:00Z\"", DateFormats.IsTime),
        ["duration"] = new("an ISO 8601 duration such as \"P1DT12H\"", DurationFormat.IsMatch),
        ["email"] = new("an email address", text => EmailFormat.IsMatch(text, international: false)),
        ["idn-email"] = new("an email address", text => EmailFormat.IsMatch(text, international: true)),
        ["hostname"] = new("a host name such as \"www.example.com\"", text => HostnameFormat.IsMatch(text, international: false)),
        ["idn-hostname"] = new("a host name", text => HostnameFormat.IsMatch(text, international: true)),
        ["ipv4"] = new("an IPv4 address such as \"192.0.2.1\"", IpFormats.IsV4),
        ["ipv6"] = new("an IPv6 address such as \"2001:db8::1\"", IpFormats.IsV6),
        ["uri"] = new("a URI with its scheme, such as \"https://example.com/a\"", text => UriFormats.IsMatch(text, relative: false, international: false)),
        ["uri-reference"] = new("a URI or relative reference", text => UriFormats.IsMatch(text, relative: true, international: false)),
        ["iri"] = new("an IRI with its scheme, such as \"https://example.com/a\"", text => UriFormats.IsMatch(text, relative: false, international: true)),
        ["iri-reference"] = new("an IRI or relative reference", text => UriFormats.IsMatch(text, relative: true, international: true)),
        ["uuid"] = new("a UUID such as \"2eb8aa08-aa98-41ea-b4aa-73b441d16380\"", TextFormats.IsUuid),
        ["uri-template"] = new("a URI template such as \"/items/{id}\"", UriTemplateFormat.IsMatch),
        ["json-pointer"] = new("a JSON pointer such as \"/a/0\"", TextFormats.IsJsonPointer),
        ["relative-json-pointer"] = new("a relative JSON pointer such as \"1/a\"", TextFormats.IsRelativeJsonPointer),
        ["regex"] = new("a regular expression of ECMA-262", TextFormats.IsRegex),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What the format asks for, with an example where that says it shorter.</summary>
    public string Description { get; } = description;

    public static SchemaFormat? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Whether a string, escapes in place, has the format.</summary>
    public bool IsMatch(ReadOnlySpan<byte> raw)
    {
        char[]? rented = null;
        Span<char> buffer = raw.Length <= JsonText.StackBytes
            ? stackalloc char[JsonText.StackBytes]
            : (rented = ArrayPool<char>.Shared.Rent(raw.Length));
        var matches = match(buffer[..JsonText.ToUtf16(raw, buffer)]);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return matches;
    }
}
