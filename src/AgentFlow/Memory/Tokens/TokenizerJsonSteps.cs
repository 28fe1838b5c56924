using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AgentFlow.Memory;

/// <summary>The normalizer and the pre-tokenizer of a <c>tokenizer.json</c> file.</summary>
internal sealed class TokenizerJsonSteps
{
    private readonly List<Func<string, string>> _normal = [];
    private readonly List<PieceCut> _cuts = [];
    private char? _space;
    private bool _addsSpace;

    /// <summary>Whether tokens are written in <see cref="ByteLevelAlphabet"/>.</summary>
    public bool IsByteLevel { get; private set; }

    public IReadOnlyList<PieceCut> Cuts => _cuts;

    public TextNormalizer ToNormalizer() => new(_normal, _space, _addsSpace);

    public void ReadNormalizer(JsonElement? step)
    {
        if (step is not { } element)
            return;
        switch (TypeOf(element))
        {
            case "Sequence":
                foreach (var part in TokenizerJsonFile.Member(element, "normalizers", JsonValueKind.Array, "a normalizer 'Sequence'").EnumerateArray())
                    ReadNormalizer(part);
                break;
            case "NFC" or "NFD" or "NFKC" or "NFKD":
                var form = Enum.Parse<NormalizationForm>(TypeOf(element) switch { "NFC" => "FormC", "NFD" => "FormD", "NFKC" => "FormKC", _ => "FormKD" });
                _normal.Add(text => text.Normalize(form));
                break;
            case "Lowercase":
                _normal.Add(text => text.ToLowerInvariant());
                break;
            case "Prepend":
                var prefix = TokenizerJsonFile.Member(element, "prepend", JsonValueKind.String, "a normalizer 'Prepend'").GetString()!;
                _addsSpace |= prefix == "\u2581";
                _normal.Add(text => prefix + text);
                break;
            case "Replace":
                ReadReplace(element);
                break;
            case var other:
                throw new NotSupportedException($"The file has a normalizer '{other}', which is not known. Known are: Sequence, NFC, NFD, NFKC, NFKD, Lowercase, Prepend, Replace.");
        }
    }

    public void ReadPreTokenizer(JsonElement? step)
    {
        if (step is not { } element)
            return;
        switch (TypeOf(element))
        {
            case "Sequence":
                foreach (var part in TokenizerJsonFile.Member(element, "pretokenizers", JsonValueKind.Array, "a pre-tokenizer 'Sequence'").EnumerateArray())
                    ReadPreTokenizer(part);
                break;
            case "ByteLevel":
                ReadByteLevel(element);
                break;
            case "Metaspace":
                ReadMetaspace(element);
                break;
            case "Split":
                ReadSplit(element);
                break;
            case "Digits":
                Cut(TokenizerJsonFile.IsTrue(element, "individual_digits") ? @"\p{N}" : @"\p{N}+");
                break;
            case "Whitespace":
                Cut(@"\w+|[^\w\s]+");
                Cut(@"\s+", removes: true);
                break;
            case "WhitespaceSplit":
                Cut(@"\s+", removes: true);
                break;
            case var other:
                throw new NotSupportedException($"The file has a pre-tokenizer '{other}', which is not known. Known are: Sequence, ByteLevel, Metaspace, Split, Digits, Whitespace, WhitespaceSplit.");
        }
    }

    private void ReadReplace(JsonElement element)
    {
        var content = TokenizerJsonFile.Member(element, "content", JsonValueKind.String, "a normalizer 'Replace'").GetString()!;
        var (pattern, isRegex) = ReadPattern(element);
        if (pattern == " " && content.Length == 1)
            _space = content[0];
        if (isRegex)
        {
            var regex = Compile(pattern);
            _normal.Add(text => regex.Replace(text, content.Replace("$", "$$", StringComparison.Ordinal)));
        }
        else
        {
            _normal.Add(text => text.Replace(pattern, content, StringComparison.Ordinal));
        }
    }

    private void ReadByteLevel(JsonElement element)
    {
        IsByteLevel = true;
        if (TokenizerJsonFile.IsTrue(element, "add_prefix_space"))
            _normal.Add(text => text.StartsWith(' ') ? text : " " + text);
        if (TokenizerJsonFile.Optional(element, "use_regex") is not { ValueKind: JsonValueKind.False })
            Cut(TokenPattern.Gpt2);
    }

    private void ReadMetaspace(JsonElement element)
    {
        var sign = TokenizerJsonFile.Optional(element, "replacement")?.GetString() is { Length: 1 } text ? text[0] : '\u2581';
        var scheme = TokenizerJsonFile.Optional(element, "prepend_scheme")?.GetString() ?? "always";
        _space = sign;
        if (scheme != "never" && TokenizerJsonFile.Optional(element, "add_prefix_space") is not { ValueKind: JsonValueKind.False })
        {
            _addsSpace = true;
            _normal.Add(t => t.StartsWith(' ') || t.StartsWith(sign) ? t : " " + t);
        }
        _normal.Add(t => t.Replace(' ', sign));
        if (TokenizerJsonFile.Optional(element, "split") is not { ValueKind: JsonValueKind.False })
            Cut($"{Regex.Escape(sign.ToString())}[^{Regex.Escape(sign.ToString())}]*");
    }

    private void ReadSplit(JsonElement element)
    {
        var (pattern, isRegex) = ReadPattern(element);
        var behavior = TokenizerJsonFile.Member(element, "behavior", JsonValueKind.String, "a pre-tokenizer 'Split'").GetString();
        var isInverted = TokenizerJsonFile.IsTrue(element, "invert");
        // What lies between the matches is a piece as well, so it makes no difference for 'Isolated' which of the two the pattern means.
        var removes = (behavior, isInverted) switch
        {
            ("Isolated", _) => false,
            ("Removed", false) => true,
            _ => throw new NotSupportedException($"The file has a pre-tokenizer 'Split' with the behavior '{behavior}'{(isInverted ? ", inverted" : "")}, which is not known. Known are: Isolated; Removed, not inverted."),
        };
        Cut(isRegex ? pattern : Regex.Escape(pattern), removes);
    }

    private static (string Pattern, bool IsRegex) ReadPattern(JsonElement element)
    {
        var pattern = TokenizerJsonFile.Member(element, "pattern", JsonValueKind.Object, $"'{TypeOf(element)}'");
        return TokenizerJsonFile.Optional(pattern, "Regex") is { } regex
            ? (regex.GetString()!, true)
            : (TokenizerJsonFile.Member(pattern, "String", JsonValueKind.String, "a 'pattern'").GetString()!, false);
    }

    private void Cut(string pattern, bool removes = false) => _cuts.Add(new PieceCut(Compile(pattern), removes));

    private static Regex Compile(string pattern)
    {
        try
        {
            return TokenPattern.Compile(pattern);
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"The file has a pattern that .NET does not understand: {error.Message}", error);
        }
    }

    private static string TypeOf(JsonElement element) => TokenizerJsonFile.Member(element, "type", JsonValueKind.String, "a step of the file").GetString()!;
}
