using System.Globalization;
using static AgentFlow.Tools.ExpressionTokenKind;

namespace AgentFlow.Tools;

/// <summary>Reads one token at a time, wherever the parser asks; it keeps no state.</summary>
internal sealed class ExpressionScanner(string text)
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>Words for operators, a longer phrase before the phrase that it begins with.</summary>
    private static readonly (string[] Words, ExpressionTokenKind Kind)[] Phrases =
    [
        (["raised", "to", "the", "power", "of"], Power),
        (["to", "the", "power", "of"], Power),
        (["raised", "to"], Power),
        (["the", "square", "root", "of"], Root),
        (["square", "root", "of"], Root),
        (["square", "root"], Root),
        (["multiplied", "by"], Times),
        (["divided", "by"], Divide),
        (["per", "cent"], Percent),
        (["percent"], Percent),
        (["plus"], Plus),
        (["minus"], Minus),
        (["times"], Times),
        (["over"], Divide),
        (["modulo"], Modulo),
        (["mod"], Modulo),
        (["of"], Of),
        (["squared"], Superscript),
        (["cubed"], Superscript),
        (["degrees"], Degree),
        (["degree"], Degree),
        (["deg"], Degree),
    ];

    /// <summary>The token at or after a position.</summary>
    /// <param name="position">Where to look.</param>
    /// <param name="inArguments">Between the parentheses of a function, where a comma ends a value instead of grouping digits.</param>
    public ExpressionToken Read(int position, bool inArguments)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
        if (position == text.Length)
            return new(End, position, position);
        var character = text[position];
        if (char.IsAsciiDigit(character) || (character == '.' && IsDigit(position + 1)))
            return Number(position, inArguments);
        if (character == '⁻' || Superscripts.Contains(character))
            return RaisedNumber(position);
        return char.IsLetter(character) ? Word(position) : Symbol(position, character);
    }

    private static ExpressionTokenKind? KindOf(char character) => character switch
    {
        '+' => Plus,
        '-' or '−' or '–' => Minus,
        '*' or '×' or '·' or '⋅' or '∙' => Times,
        '/' or '÷' or '∕' => Divide,
        '%' => Percent,
        '^' => Power,
        '!' => Factorial,
        '°' => Degree,
        '√' => Root,
        '(' or '[' => Open,
        ')' or ']' => Close,
        ',' or ';' => Comma,
        _ => null,
    };

    private ExpressionToken Symbol(int position, char character)
    {
        if (character == '*' && position + 1 < text.Length && text[position + 1] == '*')
            return new(Power, position, position + 2);
        if (KindOf(character) is { } kind)
            return new(kind, position, position + 1);
        var found = char.IsHighSurrogate(character) && position + 1 < text.Length ? text.Substring(position, 2) : $"{character}";
        throw new ToolException($"The character '{found}' at position {position + 1} has no meaning in an expression. "
            + "Use numbers, + - * / % ^ !, parentheses and functions such as sqrt(16).");
    }

    private ExpressionToken Number(int start, bool inArguments)
    {
        var end = Digits(start);
        var mayGroup = !inArguments && end - start is >= 1 and <= 3;
        while (mayGroup && IsGroup(end))
            end += 4;
        if (end < text.Length && text[end] == '.')
            end = Digits(end + 1);
        end = Exponent(end);
        var digits = text[start..end].Replace(",", string.Empty, StringComparison.Ordinal);
        if (!decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            throw new ToolException($"The number '{digits}' at position {start + 1} is too large. The largest is about 7.9e28.");
        var mantissa = digits.Split('e', 'E')[0];
        if (value == 0 && mantissa.AsSpan().ContainsAnyInRange('1', '9'))
            throw Quantity.TooSmall();
        var significant = mantissa.TrimStart('0', '.').Length;
        return new(ExpressionTokenKind.Number, start, end, new(value, significant > 28 ? Quantity.Rounded : Quantity.Exact));
    }

    /// <summary>A comma and exactly three digits.</summary>
    private bool IsGroup(int comma) => comma < text.Length && text[comma] == ',' && Digits(comma + 1) == comma + 4;

    private int Exponent(int end)
    {
        if (end >= text.Length || text[end] is not ('e' or 'E'))
            return end;
        var digits = end + 1 < text.Length && text[end + 1] is '+' or '-' ? end + 2 : end + 1;
        return IsDigit(digits) ? Digits(digits) : end;
    }

    private ExpressionToken RaisedNumber(int start)
    {
        var isNegative = text[start] == '⁻';
        var end = isNegative ? start + 1 : start;
        var value = 0m;
        for (; end < text.Length && Superscripts.IndexOf(text[end], StringComparison.Ordinal) is >= 0 and var digit; end++)
            value = value * 10 + digit;
        return end - start > (isNegative ? 1 : 0)
            ? new(Superscript, start, end, new(isNegative ? -value : value))
            : throw new ToolException($"Expected a raised digit at position {end + 1}, after '⁻'.");
    }

    private ExpressionToken Word(int start)
    {
        var end = Letters(start);
        if (text[start] is 'x' or 'X' && end == start + 1)
            return new(Times, start, end);
        foreach (var (words, kind) in Phrases)
        {
            if (EndOfPhrase(start, words) is { } phraseEnd)
                return new(kind, start, phraseEnd, kind == Superscript ? new(words[0] == "squared" ? 2 : 3) : default);
        }
        // Digits belong to a name only where they make one, as in log10; 'pi2' is pi times 2.
        var withDigits = Digits(end);
        return new(Name, start, CalculatorFunctions.Functions.ContainsKey(text[start..withDigits]) ? withDigits : end);
    }

    private int? EndOfPhrase(int position, string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            while (i > 0 && position < text.Length && text[position] is ' ' or '\t')
                position++;
            var end = Letters(position);
            if (!text.AsSpan(position, end - position).Equals(words[i], StringComparison.OrdinalIgnoreCase))
                return null;
            position = end;
        }
        return position;
    }

    private bool IsDigit(int position) => position < text.Length && char.IsAsciiDigit(text[position]);

    private int Digits(int position)
    {
        while (IsDigit(position))
            position++;
        return position;
    }

    private int Letters(int position)
    {
        while (position < text.Length && char.IsLetter(text[position]))
            position++;
        return position;
    }
}
