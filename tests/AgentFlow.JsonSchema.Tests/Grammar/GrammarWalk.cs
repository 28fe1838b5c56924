using System.Text;
using System.Text.Json;
using AgentFlow.JsonSchema.Grammar;

namespace AgentFlow.JsonSchema.Tests.Grammar;

/// <summary>Writes what a grammar allows at random, and JSON in the one form that grammars know.</summary>
internal static class GrammarWalk
{
    private const int WanderFor = 120;
    private const int GiveUpAt = 20_000;

    /// <summary>Random bytes at first; then whatever closes soonest.</summary>
    public static byte[] Write(SchemaGrammar grammar, Random random)
    {
        var (state, text) = (grammar.Start(), new List<byte>());
        while (!state.IsComplete || (text.Count < WanderFor && state.AllowedBytes.Count > 0 && random.Next(4) > 0))
        {
            Assert.True(text.Count < GiveUpAt, $"The walk does not end: {Encoding.UTF8.GetString([.. text])}");
            var allowed = state.AllowedBytes.ToBytes().ToArray();
            Assert.True(allowed.Length > 0, $"The grammar is stuck after: {Encoding.UTF8.GetString([.. text])}");
            var next = allowed[random.Next(allowed.Length)];
            if (text.Count > WanderFor || random.Next(4) == 0)
            {
                // Within a string nearly everything may follow, and only its end leads on.
                var closers = allowed.Length > 20 ? "\""u8.ToArray() : "}]\"n"u8.ToArray();
                next = closers.FirstOrDefault(closer => allowed.Contains(closer), next);
            }
            text.Add(next);
            state = state.Advance(next);
        }
        return [.. text];
    }

    public static bool Accepts(SchemaGrammar grammar, string text) =>
        grammar.Start().TryAdvance(Encoding.UTF8.GetBytes(text), out var state) && state.IsComplete;

    public static string Canonical(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', value.EnumerateObject().Select(member => Quote(member.Name) + ":" + Canonical(member.Value))) + "}",
        JsonValueKind.Array => "[" + string.Join(',', value.EnumerateArray().Select(Canonical)) + "]",
        JsonValueKind.String => Quote(value.GetString()!),
        _ => value.GetRawText(),
    };

    private static string Quote(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
