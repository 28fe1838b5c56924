using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace AgentFlow.JsonSchema.Repair;

/// <summary>Makes valid UTF-8 of what is not.</summary>
internal static class Utf8Text
{
    private const byte Invalid = 0xFF;

    /// <summary>Encodes text; half a surrogate pair becomes a byte that <see cref="Clean"/> finds.</summary>
    public static ReadOnlySpan<byte> Encode(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var (read, written) = (0, 0);
        while (true)
        {
            var status = Utf8.FromUtf16(text.AsSpan(read), bytes.AsSpan(written), out var more, out var size, replaceInvalidSequences: false);
            read += more + 1;
            written += size;
            if (status == OperationStatus.Done)
                return bytes.AsSpan(0, written);
            bytes[written++] = Invalid;
        }
    }

    /// <summary>Replaces each invalid sequence by U+FFFD and adds a fix for it.</summary>
    public static byte[] Clean(ReadOnlySpan<byte> text, List<RepairFix> fixes)
    {
        var clean = new ArrayBufferWriter<byte>(text.Length + 1);
        while (!text.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(text, out var rune, out var length);
            if (status != OperationStatus.Done)
                fixes.Add(new RepairFix(JsonFixKind.InvalidCharacter, clean.WrittenCount));
            clean.Advance(rune.EncodeToUtf8(clean.GetSpan(4)));
            text = text[length..];
        }
        return clean.WrittenSpan.ToArray();
    }
}
