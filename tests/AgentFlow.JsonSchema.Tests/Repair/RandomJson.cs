using System.Globalization;
using System.Text;

namespace AgentFlow.JsonSchema.Tests.Repair;

/// <summary>Writes JSON documents by chance, from a seed.</summary>
internal sealed class RandomJson(int seed)
{
    private static readonly string[] Strings =
    [
        "", "a", "hello world", "it's", "a \\\"quoted\\\" word", "\\\\", "C:\\\\x", "line\\nbreak", "tab\\t", "\\u00e9\\ud83d\\ude00", "über 😀 “x” ‘y’",
        "{\\\"a\\\": [1, 2]}", "// no comment", "a, b: c", "```json", "</tool_call>", "...", "[x](y)", "\\/", " ", "true", "1,5", "#fff", "a;b", "`c`", "x = y",
    ];

    private static readonly string[] Scalars = ["true", "false", "null", "0", "-0", "1", "-17", "3.25", "1e5", "-2.5E-3", "12345678901234567890"];

    private readonly Random _random = new(seed);

    public string NextObject() => Write(new StringBuilder(), depth: 0, isObject: true).ToString();

    public string NextValue()
    {
        var kind = _random.Next(4);
        return kind < 2 ? Write(new StringBuilder(), depth: 0, isObject: kind == 0).ToString() : kind == 2 ? Text() : Scalar();
    }

    public int Next(int limit) => _random.Next(limit);

    private StringBuilder Write(StringBuilder json, int depth, bool isObject)
    {
        json.Append(isObject ? '{' : '[').Append(Space());
        var count = _random.Next(5);
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                json.Append(',').Append(Space());
            if (isObject)
                json.Append(CultureInfo.InvariantCulture, $"\"k{i}{(_random.Next(6) == 0 ? " x" : "")}\"{Space()}:{Space()}");
            var kind = depth < 4 ? _random.Next(5) : 2 + _random.Next(3);
            _ = kind switch
            {
                0 or 1 => Write(json, depth + 1, kind == 0),
                2 or 3 => json.Append(Text()),
                _ => json.Append(Scalar()),
            };
            json.Append(Space());
        }
        return json.Append(isObject ? '}' : ']');
    }

    private string Text() => $"\"{Strings[_random.Next(Strings.Length)]}\"";

    private string Scalar() => Scalars[_random.Next(Scalars.Length)];

    private string Space() => _random.Next(6) switch { 0 => " ", 1 => "\n  ", 2 => "\t", _ => "" };
}
