using System.Text;
using System.Text.RegularExpressions;

namespace AgentFlow.Guardrails.Jailbreak;

/// <summary>
/// The heuristics, each with a name. The first four look for what such attempts say; the others for how they hide it, in place of the perplexity that NeMo Guardrails
/// measures of a text's first and last words.
/// </summary>
internal static class JailbreakHeuristics
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
    private const int AffixWords = 20;

    private static readonly Regex Ignore = new(
        @"\b(ignore|disregard|forget|override|bypass|neglect)\b(\W+\w+){0,5}?\W+(instructions?|rules|prompts?|guidelines|directions|directives|policies|constraints)\b"
        + @"|\b(ignorier\w*|vergiss|missachte\w*)\b(\W+\w+){0,5}?\W+(anweisungen|regeln|vorgaben)\b"
        + @"|\b(ignore[sz]?|oublie[sz]?)\b(\W+\w+){0,5}?\W+(instructions|consignes|règles)\b"
        + @"|\b(ignora|olvida|desatiende)\b(\W+\w+){0,5}?\W+(instrucciones|reglas)\b",
        Linear);

    private static readonly Regex Persona = new(
        @"\b(do anything now|developer mode|god mode|jailbreak|jailbroken|uncensored|unfiltered|DAN mode|you are (now )?DAN)\b"
        + @"|\b(without|no|free (of|from)|not bound by)\W+(\w+\W+){0,3}(restrictions|filters|censorship|ethical guidelines|content polic(y|ies)|moral constraints)\b",
        Linear);

    private static readonly Regex Extraction = new(
        @"\b(repeat|print|reveal|show|output|display|leak|tell me|give me|what (is|are|was|were))\b(\W+\w+){0,6}?\W+(system prompt|system message|initial (prompt|instructions)|hidden (prompt|instructions)|(text|words|instructions) above|your (instructions|prompt))\b",
        Linear);

    private static readonly Regex Forged = new(
        @"(^|\n)[ \t#*>\[]*(system|assistant|developer)[\]* \t]*:|<\|(im_start|im_end|system|endoftext|start_header_id)\|>|\[/?INST\]|<</?SYS>>|</?(system|assistant)>",
        Linear);

    // No word and hardly a path is that long.
    private static readonly Regex Encoded = new(@"[A-Za-z0-9+/=_-]{80,}|(\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|%[0-9a-f]{2}){12,}", Linear);

    private static readonly Regex Spaced = new(@"(^|\W)(\p{L}[ .\-_*]{1,3}){8,}\p{L}(\W|$)", Linear);

    private static readonly (string Name, Func<string, string, bool> Finds)[] All =
    [
        ("ignore-instructions", (_, text) => Ignore.IsMatch(text)),
        ("unrestricted-persona", (_, text) => Persona.IsMatch(text)),
        ("prompt-extraction", (_, text) => Extraction.IsMatch(text)),
        ("forged-turn", (raw, _) => Forged.IsMatch(raw)),
        ("encoded-payload", (raw, _) => Encoded.IsMatch(raw)),
        ("spaced-letters", (raw, _) => Spaced.IsMatch(raw)),
        ("invisible-characters", (raw, _) => raw.EnumerateRunes().Count(IsInvisible) >= 3),
        ("gibberish-affix", (raw, _) => HasGibberishAffix(raw)),
        ("repetition", (raw, _) => IsRepetitive(raw)),
    ];

    /// <summary>The names of the heuristics that a text meets.</summary>
    public static IReadOnlyList<string> Find(string text)
    {
        var readable = Readable(text);
        return [.. All.Where(h => h.Finds(text, readable)).Select(h => h.Name)];
    }

    /// <summary>Without invisible characters, and with full-width letters as plain ones, so that neither hides a word.</summary>
    private static string Readable(string text)
    {
        var readable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsInvisible(rune))
                continue;
            readable.Append(rune.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(rune.Value - 0xFEE0).ToString() : rune.ToString());
        }
        return readable.ToString();
    }

    /// <summary>Zero-width and direction characters, and the tag characters that spell a text nobody sees. Not the joiner and selector of emoji.</summary>
    private static bool IsInvisible(Rune rune) => rune.Value is 0x200B or 0x200C or 0x2060 or 0xFEFF or 0x00AD or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or (>= 0xE0000 and <= 0xE007F);

    /// <summary>Whether half of the first or last words, of a text of at least as many, are none: what an optimiser found, and no person wrote.</summary>
    private static bool HasGibberishAffix(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= AffixWords && (IsGibberish(words[..AffixWords]) || IsGibberish(words[^AffixWords..]));
    }

    private static bool IsGibberish(string[] words) => words.Count(w => !IsWordLike(w)) * 2 >= words.Length;

    /// <summary>A word, number, or mark: letters with a vowel among them, digits, or punctuation around either; not a mix of them.</summary>
    private static bool IsWordLike(string word)
    {
        var core = word.Trim("\"'“”‘’«»()[]{}<>.,;:!?*_#`~-–—/|=+&%$€£•·".ToCharArray());
        if (core.Length == 0)
            return word.Length <= 3;
        if (core.All(c => char.IsDigit(c) || c is '.' or ',' or ':' or '-' or '/' or '%'))
            return true;
        var letters = core.Count(char.IsLetter);
        var joints = core.Count(c => c is '\'' or '’' or '-' or '.' or '@' or '/' or '_' or ':');
        return letters + joints == core.Length && letters >= joints * 2 && (core.Length <= 3 || !core.All(char.IsAscii) || core.Any(c => "aeiouyAEIOUY".Contains(c)));
    }

    /// <summary>Whether a long text says the same few words over and over.</summary>
    private static bool IsRepetitive(string text)
    {
        if (text.Length < 400)
            return false;
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= 60 && words.Distinct(StringComparer.OrdinalIgnoreCase).Count() * 10 < words.Length;
    }
}
