using System.Globalization;
using System.Text;

namespace AgentFlow.JsonSchema.Grammar;

/// <summary>Writes the rules in the notation of llama.cpp.</summary>
internal static class GbnfWriter
{
    public static string Write(Dictionary<string, Expression> rules)
    {
        var text = new StringBuilder();
        foreach (var (name, expression) in rules)
            text.Append(name).Append(" ::= ").Append(Show(expression, isInner: false)).Append('\n');
        return text.ToString();
    }

    private static string Show(Expression expression, bool isInner) => expression switch
    {
        Literal literal => $"\"{string.Concat(literal.Text.EnumerateRunes().Select(rune => Escape(rune.Value, "\"")))}\"",
        Characters { Set: var set } => $"[{string.Concat(set.Ranges.Select(Range))}]",
        Call call => call.Rule,
        Repeat repeat => Show(repeat.Inner, isInner: true) + Count(repeat),
        Sequence { Parts: [] } => "\"\"",
        Sequence { Parts: [var only] } => Show(only, isInner),
        Choice { Branches: [var only] } => Show(only, isInner),
        Sequence sequence => Group(string.Join(' ', sequence.Parts.Select(part => Show(part, part is Choice))), isInner),
        Choice choice => Group(string.Join(" | ", choice.Branches.Select(branch => Show(branch, isInner: false))), isInner),
        _ => throw new InvalidOperationException($"The expression '{expression}' has no notation."),
    };

    private static string Group(string text, bool isInner) => isInner ? $"({text})" : text;

    private static string Count(Repeat repeat) => repeat switch
    {
        { Min: 0, Max: null } => "*",
        { Min: 1, Max: null } => "+",
        { Min: 0, Max: 1 } => "?",
        { Max: null } => string.Create(CultureInfo.InvariantCulture, $"{{{repeat.Min},}}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{{{repeat.Min},{repeat.Max}}}"),
    };

    private static string Range((int From, int To) range) =>
        range.From == range.To ? Escape(range.From, "]^-[") : $"{Escape(range.From, "]^-[")}-{Escape(range.To, "]^-[")}";

    private static string Escape(int codePoint, string special) => codePoint switch
    {
        '\\' => @"\\",
        '"' when special.Contains('"') => "\\\"",
        >= 0x20 and < 0x7F when !special.Contains((char)codePoint) => ((char)codePoint).ToString(),
        <= 0xFF => "\\x" + codePoint.ToString("X2", CultureInfo.InvariantCulture),
        <= 0xFFFF => "\\u" + codePoint.ToString("X4", CultureInfo.InvariantCulture),
        _ => "\\U" + codePoint.ToString("X8", CultureInfo.InvariantCulture),
    };
}
