using System.Buffers;
using System.Text;

namespace AgentFlow.Memory;

/// <summary>
/// A model's own tokens, from its vocabulary file: exact counts, and texts to tokens and back. Byte pair encoding (Sennrich, Haddow and Birch 2016)
/// over the files of OpenAI's tiktoken and of Hugging Face's tokenizers.
/// </summary>
/// <remarks>Safe for use from several threads. The work grows as n log n with the text, whatever the text is.</remarks>
public sealed class BytePairTokenizer : ITokenCounter
{
    private readonly BytePairModel _model;

    internal BytePairTokenizer(BytePairModel model) => _model = model;

    /// <inheritdoc />
    public bool IsExact => true;

    /// <summary>The number of tokens, special ones included.</summary>
    public int VocabularySize => _model.Vocabulary.Count + _model.Specials.Count;

    /// <summary>Reads a <c>.tiktoken</c> file: one token per line, its bytes in Base64 and its rank.</summary>
    /// <param name="file">The file; not disposed.</param>
    /// <param name="pattern">How texts are cut into pieces; see <see cref="TokenPattern"/>. The file does not say.</param>
    /// <param name="specialTokens">Tokens that stand outside the file, such as <c>&lt;|endoftext|&gt;</c>, with their ids.</param>
    /// <exception cref="FormatException">A line is not a token; it says which and why.</exception>
    public static BytePairTokenizer FromTiktoken(Stream file, string pattern, IReadOnlyDictionary<string, int>? specialTokens = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        return new BytePairTokenizer(TiktokenFile.Read(file, pattern, specialTokens ?? new Dictionary<string, int>()));
    }

    /// <summary>Reads a <c>tokenizer.json</c> file whose model is <c>BPE</c>.</summary>
    /// <param name="file">The file; not disposed.</param>
    /// <exception cref="FormatException">The file is malformed; it says where.</exception>
    /// <exception cref="NotSupportedException">The file asks for a step that is not known here; it says which.</exception>
    public static BytePairTokenizer FromTokenizerJson(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new BytePairTokenizer(TokenizerJsonFile.Read(file));
    }

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="specialTokens">Whether special tokens in the text are taken as such. Off for anything that a user wrote: it could end a turn.</param>
    public IReadOnlyList<int> Encode(string text, bool specialTokens = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new List<int>(text.Length / 3 + 1);
        var rest = text.AsSpan();
        while (specialTokens && _model.FindSpecial(rest) is var (at, length, id) && length > 0)
        {
            Run(rest[..at], tokens);
            tokens.Add(id);
            rest = rest[(at + length)..];
        }
        Run(rest, tokens);
        return tokens;
    }

    /// <summary>The text that tokens stand for; bytes that are no UTF-8 become U+FFFD.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <exception cref="ArgumentException">A token is not in the vocabulary.</exception>
    public string Decode(IEnumerable<int> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var token in tokens)
            bytes.Write(_model.BytesOf(token));
        return _model.Normalizer.Undo(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    /// <inheritdoc />
    public int Count(ReadOnlySpan<char> text) => Run(text, null);

    /// <summary>Cuts a text into pieces and each piece into tokens; returns how many.</summary>
    private int Run(ReadOnlySpan<char> text, List<int>? tokens)
    {
        if (text.IsEmpty)
            return 0;
        var normal = _model.Normalizer.Apply(text);
        return _model.Cut(normal, 0, tokens);
    }
}
