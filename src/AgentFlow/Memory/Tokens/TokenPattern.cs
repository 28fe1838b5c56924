using System.Text.RegularExpressions;

namespace AgentFlow.Memory;

/// <summary>
/// How a text is cut into pieces before byte pairs are merged inside each piece. A <c>.tiktoken</c> file does not say; the name of the
/// encoding does. Patterns are those that OpenAI's tiktoken publishes, in the syntax of .NET.
/// </summary>
/// <remarks>
/// .NET's classes of characters look at UTF-16 units: letters beyond the basic plane (old scripts, mathematical alphabets) count as symbols, so
/// a text full of them may be cut, and counted, a little differently.
/// </remarks>
public static class TokenPattern
{
    private const string Tail = @"|\s+(?!\S)|\s+";

    /// <summary>GPT-2, <c>r50k_base</c> and <c>p50k_base</c>; also what Hugging Face's <c>ByteLevel</c> means.</summary>
    public const string Gpt2 = @"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+" + Tail;

    /// <summary><c>cl100k_base</c>: GPT-3.5 and GPT-4.</summary>
    public const string Cl100kBase = @"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+" + Tail;

    /// <summary><c>o200k_base</c>: GPT-4o and later.</summary>
    public const string O200kBase =
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
        + @"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
        + @"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+" + Tail;

    internal static Regex Compile(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.Compiled);
}
