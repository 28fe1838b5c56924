using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace AgentFlow.Memory;

/// <summary>Reads <c>.tiktoken</c> files.</summary>
internal static class TiktokenFile
{
    public static BytePairModel Read(Stream file, string pattern, IReadOnlyDictionary<string, int> specialTokens)
    {
        var vocabulary = new Vocabulary(1024);
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (text.Length > 0)
                ReadLine(text, line, vocabulary);
        }
        for (var b = 0; b < 256; b++)
        {
            if (vocabulary.Find([(byte)b]) < 0)
                throw new FormatException($"The vocabulary has no token for the byte 0x{b:X2}; a .tiktoken file has one for each of the 256.");
        }
        return new BytePairModel
        {
            Vocabulary = vocabulary,
            Merges = MergesOf(vocabulary),
            Specials = new Dictionary<string, int>(specialTokens),
            Cuts = [new PieceCut(TokenPattern.Compile(pattern), Removes: false)],
            WholePiecesFirst = true,
        };
    }

    private static void ReadLine(string text, int line, Vocabulary vocabulary)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space < 1 || !Base64.IsValid(text.AsSpan(0, space)) || !int.TryParse(text.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var rank))
            throw new FormatException($"Line {line} is not a token in Base64, a space and a rank: '{(text.Length > 60 ? text[..60] : text)}'.");
        if (!vocabulary.TryAdd(rank, Convert.FromBase64String(text[..space])))
            throw new FormatException($"Line {line} has a token or a rank that an earlier line has: '{text}'.");
    }

    /// <summary>The file says which byte sequences are tokens; two neighbours merge whenever what they make together is one, the lowest rank first.</summary>
    private static MergeTable MergesOf(Vocabulary vocabulary)
    {
        var merges = new MergeTable(vocabulary.Count * 3);
        foreach (var (rank, bytes) in vocabulary.Tokens)
        {
            for (var cut = 1; cut < bytes.Length; cut++)
            {
                if (vocabulary.Find(bytes.AsSpan(0, cut)) is >= 0 and var left && vocabulary.Find(bytes.AsSpan(cut)) is >= 0 and var right)
                    merges.Add(left, right, rank, rank);
            }
        }
        return merges;
    }
}
