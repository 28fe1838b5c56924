
namespace AgentFlow.Models.Offline.Mentions;

/// <summary>Arithmetic and formulas: "18% of 2450", "3 * (4 + 5)", "y = x^2", "12 times 7".</summary>
internal static class ExpressionReader
{
    private static readonly string[] WordOperators = ["plus", "minus", "times", "mod"];

    public static Mention? Read(in MentionContext context, int at)
    {
        if (context.Is(at, "square") && context.Is(at + 1, "root") && context.Is(at + 2, "of") && at + 3 < context.Tokens.Count
            && context.Tokens[at + 3].IsNumber)
            return new Mention(MentionKind.Expression, at, at + 3, $"sqrt({context.Tokens[at + 3].Text})");
        if (context.Tokens[at].IsNumber && context.Is(at + 1, "squared", "cubed"))
            return new Mention(MentionKind.Expression, at, at + 1, $"{context.Tokens[at].Text}^{(context.Is(at + 1, "cubed") ? 3 : 2)}");
        if (!IsOperand(in context, at) && !context.Is(at, "(", "-"))
            return null;
        if (at > 0 && context.Tokens[at].IsWord && context.Tokens[at - 1].IsNumber)
            return null;
        if (at > 0 && context.Tokens[at].Glued && context.Tokens[at - 1] is { IsWord: true } or { IsNumber: true })
            return null;
        var (end, operators) = Extend(in context, at);
        // "x = 3" names a value; it computes nothing.
        if (context.Tokens[at].IsWord && context.Is(at + 1, "=") && operators == 1)
            return null;
        if (operators == 0 || end <= at + 1 || context.Tokens[at].Is("-"))
            return null;
        return new Mention(MentionKind.Expression, at, end, context.Slice(at, end));
    }

    private static (int End, int Operators) Extend(in MentionContext context, int at)
    {
        var (end, operators, depth, expectOperand, i) = (at - 1, 0, 0, true, at);
        while (i < context.Tokens.Count && context.Taken[i] is null)
        {
            if (expectOperand && (context.Is(i, "(", "√") || (context.Is(i, "-") && !context.Is(i - 1, "-"))))
                depth += context.Is(i, "(") ? 1 : 0;
            else if (expectOperand && IsOperand(in context, i))
                (expectOperand, end) = (false, depth == 0 ? i : end);
            else if (!expectOperand && context.Is(i, ")") && depth > 0)
                end = --depth == 0 ? i : end;
            else if (!expectOperand && IsFactor(in context, i))
                end = depth == 0 ? i : end;
            else if (!expectOperand && context.Is(i, "%") && IsPercentOf(in context, i))
                (expectOperand, operators, i) = (true, operators + 1, i + 1);
            else if (!expectOperand && context.Is(i, "percent") && context.Is(i + 1, "of") && IsOperand(in context, i + 2))
                (expectOperand, operators, i) = (true, operators + 1, i + 1);
            else if (!expectOperand && OperatorLength(in context, i) is > 0 and var length)
                (expectOperand, operators, i) = (true, operators + 1, i + length - 1);
            else
                break;
            i++;
        }
        return expectOperand ? (end, operators - 1) : (end, operators);
    }

    private static bool IsOperand(in MentionContext context, int i) =>
        i < context.Tokens.Count && context.Taken[i] is null
        && (context.Tokens[i].IsNumber || (context.Tokens[i].IsWord && IsVariable(in context, i)));

    // A single letter counts as a variable only beside an operator sign, so that the article "a" never does.
    private static bool IsVariable(in MentionContext context, int i) =>
        context.Tokens[i].Text is [>= 'a' and <= 'z'] or [>= 'A' and <= 'Z'] or [_, '²'] or [_, '³']
        && (context.Is(i + 1, "^", "+", "*", "/", "=") || context.Is(i - 1, "+", "*", "/", "^", "=", "-", "(")
            || context.Tokens[i].Text.Length == 2);

    // 3x, 4y: a letter glued to a number multiplies it.
    private static bool IsFactor(in MentionContext context, int i) =>
        context.Tokens[i] is { IsWord: true, Glued: true, Text: "x" or "y" or "z" or "t" or "x²" or "x³" }
            && context.Tokens[i - 1].IsNumber;

    private static bool IsPercentOf(in MentionContext context, int i) => context.Is(i + 1, "of") && IsOperand(in context, i + 2);

    private static int OperatorLength(in MentionContext context, int i)
    {
        if (context.Is(i, "*") && context.Is(i + 1, "*"))
            return 2;
        if (context.Is(i, "+", "*", "/", "^", "×", "÷", "=", "−"))
            return 1;
        // "5-10" and "2019-2021" are ranges, "7 - 3" is a difference.
        if (context.Is(i, "-"))
            return context.Tokens[i].Glued && !context.Tokens[i - 1].IsWord && !context.Is(i - 1, ")") ? 0 : 1;
        if (context.Is(i, "divided", "multiplied") && context.Is(i + 1, "by"))
            return 2;
        return context.Is(i, WordOperators) && i + 1 < context.Tokens.Count
            && (context.Tokens[i + 1].IsNumber || context.Is(i + 1, "(")) ? 1 : 0;
    }
}
