using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentFlow.Prompts;

/// <summary>
/// Reads the front matter: <c>key: value</c> lines with plain or quoted values, <c>#</c> comments, values in JSON (over several lines
/// where brackets are open), and texts of several lines behind <c>|</c> (lines kept) or <c>&gt;</c> (lines joined).
/// </summary>
internal sealed class FrontMatter
{
    private const string Fence = "---";

    private readonly string[] _lines;
    private readonly Func<int, int, string, Exception> _fail;
    private readonly List<FrontMatterValue> _values = [];
    private int _at = 1;

    private FrontMatter(string[] lines, Func<int, int, string, Exception> fail)
    {
        _lines = lines;
        _fail = fail;
    }

    /// <summary>The values, and the line on which the body begins, from 1. A text that does not begin with the fence is all body.</summary>
    public static (IReadOnlyList<FrontMatterValue> Values, int BodyLine) Read(string text, Func<int, int, string, Exception> fail)
    {
        var lines = text.Split('\n');
        if (lines[0].TrimEnd() != Fence)
            return ([], 1);
        if (!lines.Skip(1).Any(l => l.TrimEnd() == Fence))
            throw fail(1, 1, $"The front matter that begins here does not end. Put a line '{Fence}' below it.");
        var reader = new FrontMatter(lines, fail);
        while (reader.ReadEntry())
        {
        }
        return (reader._values, reader._at + 2);
    }

    /// <summary>Reads a key with its value; false at the fence that ends the front matter.</summary>
    private bool ReadEntry()
    {
        var line = _lines[_at];
        if (line.TrimEnd() == Fence)
            return false;
        if (line.AsSpan().Trim().IsEmpty || line[0] == '#')
        {
            _at++;
            return true;
        }
        if (char.IsWhiteSpace(line[0]))
            throw _fail(_at + 1, 1, "This line is indented, but does not belong to a value. Nested values are written as JSON, texts of several lines behind '|' or '>'.");
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || (colon + 1 < line.Length && line[colon + 1] != ' '))
            throw _fail(_at + 1, 1, $"'{line.TrimEnd()}' is not of the form 'key: value'.");
        var key = line[..colon].TrimEnd();
        if (_values.Any(v => v.Key == key))
            throw _fail(_at + 1, 1, $"The key '{key}' stands here for the second time.");
        var start = line.Length - line[(colon + 1)..].TrimStart().Length;
        var number = _at + 1;
        _values.Add(new(key, ReadValue(start), number, start + 1));
        return true;
    }

    /// <summary>Reads a value, which begins on this line, and goes to the line behind it.</summary>
    private JsonNode? ReadValue(int start)
    {
        var text = _lines[_at][start..].TrimEnd();
        if (text is "|" or ">")
            return ReadBlock(isFolded: text == ">");
        if (text.StartsWith('{') || text.StartsWith('['))
            return ReadJson(start);
        var value = text switch
        {
            ['"', ..] => ReadQuoted(text, start),
            ['\'', ..] => ReadQuoted(text, start),
            _ => ReadPlain(text),
        };
        _at++;
        return value;
    }

    /// <summary>Text in double quotes, with JSON's escapes, or in single ones, where a doubled one stands for itself.</summary>
    private string ReadQuoted(string text, int start)
    {
        var quote = text[0];
        var end = 1;
        while (end < text.Length && (text[end] != quote || (quote == '\'' && end + 1 < text.Length && text[end + 1] == quote)))
            end += text[end] == quote || (quote == '"' && text[end] == '\\') ? 2 : 1;
        if (end >= text.Length || text[(end + 1)..].TrimStart() is not ([] or ['#', ..]))
            throw _fail(_at + 1, start + 1, "The quoted text does not end where the value does.");
        try
        {
            return quote == '"' ? JsonNode.Parse(text[..(end + 1)])!.GetValue<string>() : text[1..end].Replace("''", "'", StringComparison.Ordinal);
        }
        catch (JsonException error)
        {
            throw _fail(_at + 1, start + 1, $"The quoted text cannot be read: {error.Message}");
        }
    }

    /// <summary>Text up to a comment; a number where it is one.</summary>
    private static JsonNode? ReadPlain(string text)
    {
        var comment = text.StartsWith('#') ? 0 : text.IndexOf(" #", StringComparison.Ordinal);
        var value = (comment < 0 ? text : text[..comment]).TrimEnd();
        return value.Length == 0 ? null
            : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
            : value;
    }

    /// <summary>Takes lines until they are JSON.</summary>
    private JsonNode? ReadJson(int start)
    {
        var (first, text) = (_at, new StringBuilder(_lines[_at][start..]));
        var error = string.Empty;
        for (_at++; _at < _lines.Length; _at++)
        {
            try
            {
                return JsonNode.Parse(text.ToString());
            }
            catch (JsonException problem)
            {
                error = problem.Message;
            }
            if (_lines[_at].TrimEnd() == Fence)
                break;
            text.Append('\n').Append(_lines[_at]);
        }
        throw _fail(first + 1, start + 1, $"This value is no JSON: {error}");
    }

    /// <summary>Takes the indented lines below.</summary>
    private JsonNode ReadBlock(bool isFolded)
    {
        var lines = new List<string>();
        for (_at++; _at < _lines.Length && (_lines[_at].Length == 0 || _lines[_at][0] == ' '); _at++)
            lines.Add(_lines[_at]);
        var indent = lines.Where(l => l.AsSpan().Trim().Length > 0).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        var texts = lines.Select(l => l.Length <= indent ? string.Empty : l[indent..].TrimEnd());
        return string.Join(isFolded ? ' ' : '\n', texts).Trim();
    }
}
