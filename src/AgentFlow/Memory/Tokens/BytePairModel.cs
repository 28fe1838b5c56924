using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace AgentFlow.Memory;

/// <summary>What a vocabulary file says: the tokens, their merges, and what is done to a text before them.</summary>
internal sealed class BytePairModel
{
    private const int NoToken = -1;

    public required Vocabulary Vocabulary { get; init; }

    public required MergeTable Merges { get; init; }

    public required IReadOnlyDictionary<string, int> Specials { get; init; }

    /// <summary>Cuts that are made one inside the other: each piece of one is cut by the next.</summary>
    public required IReadOnlyList<PieceCut> Cuts { get; init; }

    public TextNormalizer Normalizer { get; init; } = TextNormalizer.None;

    /// <summary>A piece that is a token itself is not merged together from its parts, as in tiktoken.</summary>
    public bool WholePiecesFirst { get; init; }

    /// <summary>Merging begins with single bytes; otherwise with single characters, as in vocabularies that come from SentencePiece.</summary>
    public bool StartsWithBytes { get; init; } = true;

    /// <summary>The tokens that stand for single bytes in a vocabulary of characters, or -1.</summary>
    public IReadOnlyList<int> ByteFallback { get; init; } = [];

    /// <summary>The token of what the vocabulary does not have, or -1.</summary>
    public int Unknown { get; init; } = NoToken;

    public ReadOnlySpan<byte> BytesOf(int token)
    {
        if (Vocabulary.TryGetBytes(token, out var bytes))
        {
            for (var b = 0; b < ByteFallback.Count; b++)
            {
                if (ByteFallback[b] == token)
                    return new[] { (byte)b };
            }
            return bytes;
        }
        foreach (var special in Specials)
        {
            if (special.Value == token)
                return Encoding.UTF8.GetBytes(special.Key);
        }
        throw new ArgumentException($"Token {token} is not in the vocabulary of {Vocabulary.Count} tokens.", nameof(token));
    }

    /// <summary>The first special token in a text; of two at one place the longer. A length of 0 when there is none.</summary>
    public (int At, int Length, int Id) FindSpecial(ReadOnlySpan<char> text)
    {
        var best = (At: int.MaxValue, Length: 0, Id: NoToken);
        foreach (var (special, id) in Specials)
        {
            var at = text.IndexOf(special, StringComparison.Ordinal);
            if (at >= 0 && (at < best.At || at == best.At && special.Length > best.Length))
                best = (at, special.Length, id);
        }
        return best;
    }

    /// <summary>Cuts a text by the cuts from one on, encodes the pieces, and returns the number of tokens.</summary>
    public int Cut(ReadOnlySpan<char> text, int cut, List<int>? tokens)
    {
        if (text.IsEmpty)
            return 0;
        if (cut == Cuts.Count)
            return EncodePiece(text, tokens);
        var (count, from) = (0, 0);
        foreach (var match in Cuts[cut].Pattern.EnumerateMatches(text))
        {
            if (match.Length == 0)
                continue;
            count += Cut(text[from..match.Index], cut + 1, tokens);
            if (!Cuts[cut].Removes)
                count += Cut(text.Slice(match.Index, match.Length), cut + 1, tokens);
            from = match.Index + match.Length;
        }
        return count + Cut(text[from..], cut + 1, tokens);
    }

    private int EncodePiece(ReadOnlySpan<char> piece, List<int>? tokens)
    {
        var most = Encoding.UTF8.GetMaxByteCount(piece.Length);
        var rented = most <= 512 ? null : ArrayPool<byte>.Shared.Rent(most);
        var bytes = rented ?? stackalloc byte[512];
        bytes = bytes[..Encoding.UTF8.GetBytes(piece, bytes)];
        try
        {
            if (WholePiecesFirst && Vocabulary.Find(bytes) is >= 0 and var whole)
            {
                tokens?.Add(whole);
                return 1;
            }
            return Merge(bytes, tokens);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private int Merge(ReadOnlySpan<byte> bytes, List<int>? tokens)
    {
        var rented = bytes.Length <= 128 ? null : ArrayPool<int>.Shared.Rent(bytes.Length);
        var symbols = rented ?? stackalloc int[128];
        try
        {
            var count = StartsWithBytes ? SymbolsOfBytes(bytes, symbols) : SymbolsOfCharacters(bytes, symbols);
            count = Merges.Merge(symbols[..count]);
            for (var i = 0; tokens is not null && i < count; i++)
                tokens.Add(symbols[i]);
            return count;
        }
        finally
        {
            if (rented is not null)
                ArrayPool<int>.Shared.Return(rented);
        }
    }

    private int SymbolsOfBytes(ReadOnlySpan<byte> bytes, Span<int> symbols)
    {
        var count = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var id = Vocabulary.Find(bytes.Slice(i, 1));
            if (id >= 0 || (id = Unknown) >= 0)
                symbols[count++] = id;
        }
        return count;
    }

    private int SymbolsOfCharacters(ReadOnlySpan<byte> bytes, Span<int> symbols)
    {
        var count = 0;
        while (!bytes.IsEmpty)
        {
            Rune.DecodeFromUtf8(bytes, out _, out var length);
            var id = Vocabulary.Find(bytes[..length]);
            if (id >= 0)
            {
                symbols[count++] = id;
            }
            else if (ByteFallback.Count == 256)
            {
                foreach (var b in bytes[..length])
                    symbols[count++] = ByteFallback[b];
            }
            else if (Unknown >= 0 && (count == 0 || symbols[count - 1] != Unknown))
            {
                symbols[count++] = Unknown;
            }
            bytes = bytes[length..];
        }
        return count;
    }
}

/// <summary>One cut of a text into pieces.</summary>
/// <param name="Pattern">Matches the pieces; what lies between two matches is a piece too.</param>
/// <param name="Removes">Whether the matches are thrown away, as white space between words.</param>
internal readonly record struct PieceCut(Regex Pattern, bool Removes);
