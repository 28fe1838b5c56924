using static AgentFlow.Tools.ExpressionTokenKind;

namespace AgentFlow.Tools;

/// <summary>Computes an expression while it reads it, by precedence climbing.</summary>
internal sealed class ExpressionParser
{
    private const int LongestExpression = 1000;
    private const int DeepestNesting = 100;
    private const int QuotedLength = 12;

    private const int SumLevel = 1;
    private const int ProductLevel = 2;
    private const int PrefixLevel = 3;
    private const int PowerLevel = 4;
    private const int PostfixLevel = 5;
    private const int NoOperator = 0;

    private readonly string _text;
    private readonly ExpressionScanner _scanner;
    private ExpressionToken _token;
    private ExpressionToken _previous;
    private bool _inArguments;
    private int _depth;

    private ExpressionParser(string text)
    {
        _text = text;
        _scanner = new(text);
        _token = _scanner.Read(0, inArguments: false);
    }

    /// <summary>The value of an expression.</summary>
    /// <exception cref="ToolException">It cannot be read or computed; the message says where and why.</exception>
    public static Quantity Evaluate(string? expression)
    {
        var text = (expression ?? string.Empty).TrimEnd(' ', '=', '?', '.', '\n', '\r', '\t');
        if (string.IsNullOrWhiteSpace(text))
            throw new ToolException("The expression is empty. Write one such as '(1 + 2) * 3'.");
        if (text.Length > LongestExpression)
            throw new ToolException($"The expression has {text.Length} characters; at most {LongestExpression} are read. Split it into parts.");
        return new ExpressionParser(text).All();
    }

    private Quantity All()
    {
        var value = Parse(SumLevel);
        if (_token.Kind == End)
            return value;
        var hint = _token.Kind == Comma ? " Decimals are written with a point and thousands in groups of three, as in 1,234.5." : string.Empty;
        throw Expected("an operator", hint);
    }

    private Quantity Parse(int least)
    {
        if (++_depth > DeepestNesting)
            throw new ToolException($"The expression is nested more than {DeepestNesting} deep at position {_token.Start + 1}. Compute the inner part first.");
        var left = Prefix();
        while (Level() is var level && level != NoOperator && level >= least)
            left = level is PostfixLevel || IsPercent() ? Postfix(left) : Infix(left, level);
        _depth--;
        return left;
    }

    private int Level() => _token.Kind switch
    {
        Plus or Minus => SumLevel,
        Percent => IsPercent() ? PrefixLevel : ProductLevel,
        Times or Divide or Modulo or Of or Open or Name or Root => ProductLevel,
        Number => _previous.Kind == Number ? NoOperator : ProductLevel,
        Power => PowerLevel,
        Superscript or Factorial or Degree => PostfixLevel,
        _ => NoOperator,
    };

    /// <summary>A '%' is a remainder before an operand, and a percentage anywhere else.</summary>
    private bool IsPercent() => _token.Kind == Percent && _scanner.Read(_token.End, _inArguments).Kind is not (Number or Open or Name or Root);

    private Quantity Prefix()
    {
        var token = _token;
        switch (token.Kind)
        {
            case Number:
                Advance();
                return token.Value;
            case Minus:
                Advance();
                return -Parse(PrefixLevel);
            case Plus:
                Advance();
                return Parse(PrefixLevel);
            case Open:
                return Group();
            case Root:
                Advance();
                var under = Parse(PrefixLevel);
                return At(token, "The root", () => CalculatorFunctions.SquareRoot(under));
            case Name:
            case Modulo:
                return Named(token);
            default:
                throw Expected("a number or '('");
        }
    }

    private Quantity Group()
    {
        var open = _token;
        var outer = _inArguments;
        _inArguments = false;
        Advance();
        var value = Parse(SumLevel);
        Close(open, outer);
        return value with { IsPercent = false };
    }

    private Quantity Named(ExpressionToken token)
    {
        var name = _text[token.Start..token.End];
        if (CalculatorFunctions.Constants.TryGetValue(name, out var constant))
        {
            Advance();
            return constant;
        }
        if (!CalculatorFunctions.Functions.TryGetValue(name, out var function))
            throw Unknown(name, token);
        Advance();
        if (_token.Kind == Of)
            Advance();
        var values = _token.Kind == Open ? Arguments() : _token.Kind is Number or Name or Root or Minus
            ? [Parse(PrefixLevel)]
            : throw Expected($"'(' and the value of '{function.Name}'");
        if (values.Count < function.Fewest || values.Count > function.Most)
            throw new ToolException($"'{function.Name}' at position {token.Start + 1} takes {function.Takes}, not {values.Count}.");
        return At(token, $"'{function.Name}'", () => function.Apply(values)) with { IsPercent = false };
    }

    private List<Quantity> Arguments()
    {
        var open = _token;
        var outer = _inArguments;
        _inArguments = true;
        Advance();
        var values = new List<Quantity> { Parse(SumLevel) };
        while (_token.Kind == Comma)
        {
            Advance();
            values.Add(Parse(SumLevel));
        }
        Close(open, outer);
        return values;
    }

    private void Close(ExpressionToken open, bool inArguments)
    {
        if (_token.Kind != ExpressionTokenKind.Close)
            throw Expected($"an operator or ')' for the '(' at position {open.Start + 1}");
        _inArguments = inArguments;
        Advance();
    }

    private Quantity Postfix(Quantity left)
    {
        var token = _token;
        Advance();
        return token.Kind switch
        {
            Percent => (left / new Quantity(100)) with { IsPercent = true },
            Factorial => At(token, "The factorial", () => CalculatorFunctions.Factorial(left)),
            Degree => At(token, "The angle", () => CalculatorFunctions.FromDegrees(left)),
            _ => At(token, "The power", () => CalculatorFunctions.Power(left, token.Value)),
        };
    }

    private Quantity Infix(Quantity left, int level)
    {
        var token = _token;
        var isImplicit = token.Kind is Open or Name or Root or Number;
        if (!isImplicit)
            Advance();
        var right = Parse(level == PowerLevel ? PowerLevel : level + 1);
        return token.Kind switch
        {
            Plus => At(token, "The sum", () => left + Share(left, right)),
            Minus => At(token, "The difference", () => left - Share(left, right)),
            Divide => At(token, "The quotient", () => left / right),
            Modulo or Percent => At(token, "The remainder", () => left % right),
            Power => At(token, "The power", () => CalculatorFunctions.Power(left, right)),
            _ => At(token, "The product", () => left * right),
        };
    }

    /// <summary>In 100 + 10% the percentage is one of what stands before it; in 5% + 10% it is not.</summary>
    private static Quantity Share(Quantity left, Quantity right) => right.IsPercent && !left.IsPercent ? left * right : right;

    private void Advance()
    {
        _previous = _token;
        _token = _scanner.Read(_token.End, _inArguments);
    }

    /// <summary>Runs a computation, and says where in the expression it is when it fails.</summary>
    private static Quantity At(ExpressionToken token, string what, Func<Quantity> compute)
    {
        try
        {
            return compute();
        }
        catch (OverflowException)
        {
            throw new ToolException($"{what} at position {token.Start + 1} is too large. The largest number is about 7.9e28.");
        }
        catch (DivideByZeroException)
        {
            throw new ToolException($"{what} at position {token.Start + 1} is a division by zero.");
        }
    }

    private static ToolException Unknown(string name, ExpressionToken token)
    {
        var known = CalculatorFunctions.Functions.Keys.Concat(CalculatorFunctions.Constants.Keys).Order(StringComparer.Ordinal).ToList();
        var nearest = known.MinBy(k => EditDistance.Between(k, name))!;
        var guess = EditDistance.Between(nearest, name) <= Math.Max(1, name.Length / 3) ? $" Did you mean '{nearest}'?" : string.Empty;
        return new($"Unknown name '{Cut(name)}' at position {token.Start + 1}.{guess} Known names: {string.Join(", ", known)}.");
    }

    private ToolException Expected(string what, string hint = "")
    {
        var start = _token.Start;
        var where = _token.Kind == End ? "at the end" : $"at position {start + 1}";
        var before = _text[..start].TrimEnd();
        var after = before.Length == 0 ? string.Empty : $", after '{(before.Length > QuotedLength ? before[^QuotedLength..].TrimStart() : before)}'";
        var found = _token.Kind == End ? string.Empty : $"; found '{Cut(_text[start.._token.End])}'";
        return new($"Expected {what} {where}{after}{found}.{hint}");
    }

    private static string Cut(string text) => text.Length <= QuotedLength ? text : text[..QuotedLength] + "...";
}
