namespace AgentFlow.Memory;

/// <summary>
/// The printable characters that GPT-2 and its followers write for the 256 bytes: those of Latin-1 that are visible stand for
/// themselves, the others for characters from U+0100 on, in order.
/// </summary>
internal static class ByteLevelAlphabet
{
    private static readonly Dictionary<char, byte> Bytes = Make();

    /// <summary>The bytes that a token of such a vocabulary stands for.</summary>
    public static byte[] ToBytes(string token)
    {
        var bytes = new byte[token.Length];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = Bytes.TryGetValue(token[i], out var b) ? b : throw new FormatException($"The token '{token}' has the character '{token[i]}' (U+{(int)token[i]:X4}), which stands for no byte in a ByteLevel vocabulary.");
        return bytes;
    }

    private static Dictionary<char, byte> Make()
    {
        var bytes = new Dictionary<char, byte>(256);
        var next = '\u0100';
        for (var b = 0; b < 256; b++)
        {
            var isVisible = b is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE;
            bytes[isVisible ? (char)b : next++] = (byte)b;
        }
        return bytes;
    }
}
