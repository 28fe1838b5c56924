using AgentFlow.JavaScript.Regex;

namespace AgentFlow.JavaScript.Machine;

/// <content>Compiled patterns, and payment for matching: a regular expression literal in a loop is compiled once.</content>
internal sealed partial class Vm : IRegexMeter
{
    private const int MaxPatterns = 100;

    private readonly Dictionary<(string Pattern, RegexFlags Flags), RegexProgram> _patterns = [];

    /// <summary>The program of a pattern; throws a SyntaxError for script where it is not well formed.</summary>
    internal RegexProgram CompilePattern(string pattern, string flags)
    {
        try
        {
            var parsed = RegexFlagsText.Parse(flags);
            if (_patterns.TryGetValue((pattern, parsed), out var known))
                return known;
            Charge(20 + (pattern.Length * 4L));
            Allocate(500 + (pattern.Length * 20L));
            var program = RegexProgram.Compile(pattern, parsed);
            Allocate(program.Size);
            Charge(program.Size / 8);
            if (_patterns.Count == MaxPatterns)
                _patterns.Clear();
            return _patterns[(pattern, parsed)] = program;
        }
        catch (RegexSyntaxException error)
        {
            throw SyntaxError($"Invalid regular expression: /{(pattern.Length > 100 ? pattern[..100] + "…" : pattern)}/{flags}: {error.Message}");
        }
    }
}
