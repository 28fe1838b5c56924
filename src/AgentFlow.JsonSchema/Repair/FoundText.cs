using System.Text;

namespace AgentFlow.JsonSchema.Repair;

/// <summary>Says in a few words what stands at a place.</summary>
internal static class FoundText
{
    private const int Longest = 20;

    public static string Describe(ReadOnlySpan<byte> text, int offset)
    {
        if (offset >= text.Length)
            return "the end of the text";
        var words = new StringBuilder("'");
        var rest = text[offset..];
        for (var count = 0; count < Longest && !rest.IsEmpty; count++)
        {
            Rune.DecodeFromUtf8(rest, out var rune, out var length);
            if (rune.Value == '\n')
                break;
            words.Append(Rune.IsControl(rune) ? " " : rune.ToString());
            rest = rest[length..];
        }
        return words.Append('\'').ToString();
    }
}
