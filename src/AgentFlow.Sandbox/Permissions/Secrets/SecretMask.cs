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
    private readonly List<Needle> _needles = [];
    private readonly SearchValues<char> _starts;

    public SecretMask(IReadOnlyDictionary<string, string> secrets)
    {
        foreach (var (name, value) in secrets)
        {
            _needles.Add(new Needle(value, name));
            var bytes = Encoding.UTF8.GetBytes(value);
            _needles.Add(new Needle(Convert.ToHexStringLower(bytes), name) { IgnoresCase = true });
            for (var before = 0; before < 3; before++)
            {
                var core = Base64Of(bytes, before, name);
                _needles.Add(core);
                if (core.Text.AsSpan().ContainsAny('+', '/'))
                    _needles.Add(core with { Text = core.Text.Replace('+', '-').Replace('/', '_') });
            }
        }
        // Longer ones first, so that nothing of a secret is left beside the mask of another that is a part of it.
        _needles.Sort((a, b) => b.Text.Length.CompareTo(a.Text.Length));
        _starts = SearchValues.Create([.. _needles.SelectMany(n => (char[])[n.Text[0], char.ToUpperInvariant(n.Text[0])]), .. Escapes.Openings]);
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
            if (Find(text, at) is not var (needle, length))
            {
                at++;
                continue;
            }
            // The characters of base64 beside it hold bits of its first and last byte.
            var start = needle.IsCutBefore && at > copied && IsBase64(text[at - 1]) ? at - 1 : at;
            at += length;
            if (needle.IsCutAfter && at < text.Length && IsBase64(text[at]))
                at++;
            (masked ??= new StringBuilder()).Append(text, copied, start - copied).Append("[secret:").Append(needle.Name).Append(']');
            copied = at;
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

    private (Needle Needle, int Length)? Find(string text, int at)
    {
        foreach (var needle in _needles)
        {
            if (Length(text, at, needle) is var length and > 0)
                return (needle, length);
        }
        return null;
    }

    /// <summary>How many characters of the text are the needle, 0 where it does not stand there: escaped throughout, or with its own backslashes as they are.</summary>
    private static int Length(string text, int at, Needle needle) => Length(text, at, needle, escapesFirst: true) is > 0 and var length ? length : Length(text, at, needle, escapesFirst: false);

    private static int Length(string text, int at, Needle needle, bool escapesFirst)
    {
        var end = at;
        foreach (var expected in needle.Text)
        {
            var isPlain = end < text.Length && IsSame(text[end], expected, needle.IgnoresCase);
            if ((escapesFirst || !isPlain) && Escapes.Read(text, end) is var (character, length) && IsSame(character, expected, needle.IgnoresCase))
                end += length;
            else if (isPlain)
                end++;
            else
                return 0;
        }
        return end - at;
    }

    private static bool IsSame(char a, char b, bool ignoreCase) => a == b || (ignoreCase && char.ToLowerInvariant(a) == b);

    private static bool IsBase64(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '-' or '_';

    /// <summary>The characters of base64 that depend on the secret alone, when so many bytes stand before it in a group of three.</summary>
    private static Needle Base64Of(byte[] bytes, int before, string name)
    {
        var encoded = Convert.ToBase64String([.. new byte[before], .. bytes]);
        var first = before == 0 ? 0 : before + 1;
        var last = (before + bytes.Length) * 8 / 6;
        return new Needle(encoded[first..last], name) { IsCutBefore = before > 0, IsCutAfter = (before + bytes.Length) % 3 != 0 };
    }

    /// <summary>A form in which a secret may come back.</summary>
    private sealed record Needle(string Text, string Name)
    {
        public bool IgnoresCase { get; init; }

        public bool IsCutBefore { get; init; }

        public bool IsCutAfter { get; init; }
    }
}
