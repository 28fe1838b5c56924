using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace AgentFlow.Sandbox.Packs;

/// <summary>A JSON file of a pack that knows where each of its values stands.</summary>
internal sealed class JsonSource
{
    private const int MaxDepth = 128;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth };

    private readonly byte[] _text;
    private readonly string _tool;
    private readonly string _path;
    private readonly Dictionary<string, int> _offsets = new(StringComparer.Ordinal);

    private JsonSource(byte[] text, string tool, string path)
    {
        _text = text;
        _tool = tool;
        _path = path;
    }

    public JsonElement Root { get; private set; }

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">UTF-8 without byte order mark.</param>
    /// <param name="tool">The folder's name, for problems.</param>
    /// <param name="path">The file, for problems.</param>
    /// <param name="source">The file, where it is JSON.</param>
    /// <param name="problem">What is wrong, where it is not.</param>
    public static bool TryRead(byte[] text, string tool, string path, [NotNullWhen(true)] out JsonSource? source, [NotNullWhen(false)] out ToolPackProblem? problem)
    {
        source = new JsonSource(text, tool, path);
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            source.Root = document.RootElement.Clone();
            problem = source.FindOffsets();
            return problem is null;
        }
        catch (JsonException error)
        {
            var offset = source.OffsetOf((int)(error.LineNumber ?? 0), (int)(error.BytePositionInLine ?? 0));
            var message = error.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0];
            problem = source.ProblemAt(offset, $"The file is not JSON. {message}");
            source = null;
            return false;
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json finds this only when a text is read.
            problem = source.ProblemAt(0, "The file has bytes that are not UTF-8, or a text with half a surrogate pair ('\\ud800' alone). Save it as UTF-8, with whole characters.");
            source = null;
            return false;
        }
    }

    /// <summary>A problem at a value, or at the nearest one around it that is there.</summary>
    /// <param name="pointer">JSON pointer.</param>
    /// <param name="message">What is wrong.</param>
    public ToolPackProblem Problem(string pointer, string message)
    {
        while (pointer.Length > 0 && !_offsets.ContainsKey(pointer))
            pointer = pointer[..Math.Max(0, pointer.LastIndexOf('/'))];
        return ProblemAt(_offsets.GetValueOrDefault(pointer), message);
    }

    /// <summary>The pointer of a member.</summary>
    public static string Pointer(string parent, string key) =>
        $"{parent}/{key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private ToolPackProblem ProblemAt(int offset, string message)
    {
        var before = _text.AsSpan(0, Math.Min(offset, _text.Length));
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return new ToolPackProblem { Tool = _tool, Source = _path, Line = line, Column = column, Message = message };
    }

    private int OffsetOf(int line, int column)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            var next = _text.AsSpan(start).IndexOf((byte)'\n');
            if (next < 0)
                break;
            start += next + 1;
        }
        return start + column;
    }

    /// <summary>Notes where each value begins, a member of an object by its key; gives the first key that stands there twice.</summary>
    private ToolPackProblem? FindOffsets()
    {
        var reader = new Utf8JsonReader(_text, new JsonReaderOptions { MaxDepth = MaxDepth });
        var path = new Stack<(string Pointer, int Index)>();
        var key = string.Empty;
        var keyAt = -1;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    path.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    key = reader.GetString()!;
                    keyAt = (int)reader.TokenStartIndex;
                    break;
                default:
                    if (reader.TokenType == JsonTokenType.String)
                        _ = reader.GetString();
                    var pointer = Next(path, keyAt < 0 ? null : key);
                    if (!_offsets.TryAdd(pointer, keyAt < 0 ? (int)reader.TokenStartIndex : keyAt))
                        return ProblemAt(keyAt, $"The key '{key}' stands in this object twice. Delete one.");
                    keyAt = -1;
                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                        path.Push((pointer, 0));
                    break;
            }
        }
        return null;
    }

    private static string Next(Stack<(string Pointer, int Index)> path, string? key)
    {
        if (!path.TryPop(out var parent))
            return string.Empty;
        path.Push((parent.Pointer, parent.Index + 1));
        return key is null ? $"{parent.Pointer}/{parent.Index}" : Pointer(parent.Pointer, key);
    }
}
