using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>
/// Takes secrets out of what comes from outside: as they are, in base64 (wherever in the encoded text they begin), base64url and hexadecimal, and each of these also
/// with any of its characters written as URLs, JSON, HTML or JavaScript write them.
/// </summary>
internal sealed class SecretMask
{
    private readonly List<(string Needle, bool IgnoreCase, string Name)> _needles = [];
    private readonly SearchValues<char> _starts;

    public SecretMask(IReadOnlyDictionary<string, string> secrets)
    {
        foreach (var (name, value) in secrets)
        {
            _needles.Add((value, false, name));
            var bytes = Encoding.UTF8.GetBytes(value);
            _needles.Add((Convert.ToHexStringLower(bytes), true, name));
            for (var before = 0; before < 3; before++)
            {
                var core = Core(bytes, before);
                _needles.Add((core, false, name));
                if (core.AsSpan().ContainsAny('+', '/'))
                    _needles.Add((core.Replace('+', '-').Replace('/', '_'), false, name));
            }
        }
        // Longer ones first, so that nothing of a secret is left beside the mask of another that is a part of it.
        _needles.Sort((a, b) => b.Needle.Length.CompareTo(a.Needle.Length));
        _starts = SearchValues.Create([.. _needles.SelectMany(n => (char[])[n.Needle[0], char.ToUpperInvariant(n.Needle[0])]), .. Escapes.Openings]);
    }

    /// <summary>The text with every secret replaced by <c>[secret:NAME]</c>.</summary>
    public string Apply(string text)
    {
        if (_needles.Count == 0)
            return text;
        StringBuilder? masked = null;
        var copied = 0;
        for (var at = Next(text, 0); at < text.Length; at = Next(text, at))
        {
            if (Find(text, at) is not { Length: > 0 } found)
            {
                at++;
                continue;
            }
            (masked ??= new StringBuilder()).Append(text, copied, at - copied).Append("[secret:").Append(found.Name).Append(']');
            at = copied = at + found.Length;
        }
        return masked is null ? text : masked.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>The same for every text in a value, the names of members among them.</summary>
    public JsonNode? Apply(JsonNode? node) => _needles.Count == 0 ? node : node switch
    {
        JsonObject members => Apply(members),
        JsonArray items => new JsonArray([.. items.Select(i => Apply(i?.DeepClone()))]),
        JsonValue value when value.TryGetValue<string>(out var text) => Apply(text),
        // A number, whose digits could be a secret's.
        JsonValue value when Apply(value.ToJsonString()) is var text && text != value.ToJsonString() => text,
        _ => node?.DeepClone(),
    };

    private JsonObject Apply(JsonObject members)
    {
        var masked = new JsonObject();
        foreach (var (name, value) in members)
            masked[Apply(name)] = Apply(value);
        return masked;
    }

    private int Next(string text, int from)
    {
        var next = text.AsSpan(from).IndexOfAny(_starts);
        return next < 0 ? text.Length : from + next;
    }

    private (int Length, string Name)? Find(string text, int at)
    {
        foreach (var (needle, ignoreCase, name) in _needles)
        {
            if (Length(text, at, needle, ignoreCase) is var length and > 0)
                return (length, name);
        }
        return null;
    }

    /// <summary>How many characters of the text are the needle, 0 where it does not stand there.</summary>
    private static int Length(string text, int at, string needle, bool ignoreCase)
    {
        var end = at;
        foreach (var expected in needle)
        {
            if (end < text.Length && IsSame(text[end], expected, ignoreCase))
                end++;
            else if (Escapes.Read(text, end) is var (character, length) && IsSame(character, expected, ignoreCase))
                end += length;
            else
                return 0;
        }
        return end - at;
    }

    private static bool IsSame(char a, char b, bool ignoreCase) => a == b || (ignoreCase && char.ToLowerInvariant(a) == b);

    /// <summary>The characters of base64 that depend on the secret alone, when so many bytes stand before it in a group of three.</summary>
    private static string Core(byte[] bytes, int before)
    {
        var encoded = Convert.ToBase64String([.. new byte[before], .. bytes]);
        var first = before == 0 ? 0 : before + 1;
        var last = (before + bytes.Length) * 8 / 6;
        return encoded[first..last];
    }
}
