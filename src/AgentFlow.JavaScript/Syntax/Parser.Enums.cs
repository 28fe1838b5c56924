using System.Globalization;

namespace AgentFlow.JavaScript.Syntax;

internal sealed partial class Parser
{
    // An enum becomes a constant object: enum E { A, B = 'b' } is const E = { A: 0, 0: 'A', B: 'b' }.
    private VariableDeclaration ParseEnum()
    {
        var start = _token.Start;
        Eat(TokenKind.Const);
        Advance();
        var id = ParseBindingIdentifier();
        Declare(id, DeclarationKind.Lexical);
        var open = _token.Start;
        Expect(TokenKind.OpenBrace, "'{' to open the enum");
        var properties = new List<Node>();
        var known = new Dictionary<string, double>(StringComparer.Ordinal);
        double? next = 0;
        while (!Is(TokenKind.CloseBrace))
        {
            next = ParseEnumMember(properties, known, next);
            if (!Is(TokenKind.CloseBrace))
                Expect(TokenKind.Comma, "',' or '}' in the enum");
        }

        Advance();
        var members = new ObjectExpression([.. properties], open, _previousEnd);
        var declarator = new VariableDeclarator(id, members, id.Start, _previousEnd);
        return new VariableDeclaration(VariableKind.Const, [declarator], start, _previousEnd);
    }

    // The value that the next member has if it gives none; null after a text.
    private double? ParseEnumMember(List<Node> properties, Dictionary<string, double> known, double? next)
    {
        var start = _token.Start;
        var key = ParsePropertyKey(out var computed);
        if (computed || KeyName(key) is not { } name)
            throw Error("The name of an enum's member must be a word or a string.", key);
        var value = Eat(TokenKind.Assign) ? ParseAssignment() : null;
        if (value is StringLiteral or TemplateLiteral { Expressions: [] })
        {
            properties.Add(new Property(PropertyKind.Init, key, computed: false, shorthand: false, value, start, _previousEnd));
            return null;
        }

        var number = value is null ? next : ConstantValue(value, known);
        if (number is not { } constant)
        {
            throw Error(value is null
                ? $"The member '{name}' needs a value, as the one before it is a text."
                : "The value of an enum's member must be a number, a string, or a computation with numbers and members before it. Write a constant object instead: const Name = { … };",
                key.Start, _previousEnd);
        }

        known[name] = constant;
        properties.Add(new Property(PropertyKind.Init, key, computed: false, shorthand: false, new NumericLiteral(constant, start, _previousEnd), start, _previousEnd));
        var back = new StringLiteral(constant.ToString("R", CultureInfo.InvariantCulture), start, _previousEnd);
        properties.Add(new Property(PropertyKind.Init, back, computed: false, shorthand: false, new StringLiteral(name, start, _previousEnd), start, _previousEnd));
        return constant + 1;
    }

    // Values are as deep as the parser's nesting allows, except on the left of a chain, which is walked down by recursion for a few levels only.
    private static double? ConstantValue(Expression value, Dictionary<string, double> known, int depth = 0)
    {
        switch (value)
        {
            case NumericLiteral number:
                return number.Value;
            case Identifier name:
                return known.TryGetValue(name.Name, out var earlier) ? earlier : null;
            case UnaryExpression { Operator: UnaryOperator.Minus } minus:
                return -ConstantValue(minus.Argument, known, depth + 1);
            case UnaryExpression { Operator: UnaryOperator.BitNot } not:
                return ConstantValue(not.Argument, known, depth + 1) is { } bits ? ~(int)bits : null;
            case BinaryExpression binary when depth < ParserLimits.MaxNesting:
                var left = ConstantValue(binary.Left, known, depth + 1);
                var right = ConstantValue(binary.Right, known, depth + 1);
                return left is { } a && right is { } b ? ConstantOperation(binary.Operator, a, b) : null;
            default:
                return null;
        }
    }

    private static double? ConstantOperation(BinaryOperator op, double a, double b) => op switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        BinaryOperator.ShiftLeft => (int)a << (int)b,
        BinaryOperator.BitOr => (int)a | (int)b,
        BinaryOperator.BitAnd => (int)a & (int)b,
        BinaryOperator.BitXor => (int)a ^ (int)b,
        _ => null,
    };
}
