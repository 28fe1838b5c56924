using AgentFlow.JavaScript.Regex;

namespace AgentFlow.JavaScript.Syntax;

internal sealed partial class Parser
{
    private Expression ParsePrimary(ref Cover cover)
    {
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.Name:
                return ParseNameOrArrow();
            case TokenKind.Number:
                Advance();
                return new NumericLiteral(token.Number, token.Start, token.End);
            case TokenKind.String:
                Advance();
                return new StringLiteral(token.Text!, token.Start, token.End);
            case TokenKind.BigInt:
                Advance();
                return new BigIntLiteral(token.BigInt, token.Start, token.End);
            case TokenKind.True or TokenKind.False:
                Advance();
                return new BooleanLiteral(token.Kind == TokenKind.True, token.Start, token.End);
            case TokenKind.Null:
                Advance();
                return new NullLiteral(token.Start, token.End);
            case TokenKind.This:
                Advance();
                return new ThisExpression(token.Start, token.End);
            case TokenKind.OpenParen:
                return ParseParenthesized();
            case TokenKind.OpenBracket:
                return ParseArrayLiteral(ref cover);
            case TokenKind.OpenBrace:
                return ParseObjectLiteral(ref cover);
            case TokenKind.Function:
                return ParseFunctionExpression(token.Start, isAsync: false);
            case TokenKind.Class:
                return new ClassExpression(ParseClass(isDeclaration: false, token.Start));
            case TokenKind.Template:
                return ParseTemplate(tagged: false);
            case TokenKind.Slash or TokenKind.SlashAssign:
                return ParseRegExp();
            case TokenKind.New:
                return ParseNew();
            case TokenKind.Super:
                return ParseSuper();
            case TokenKind.Less when _types:
                return ParseGenericArrowOrAssertion(ref cover);
            default:
                throw NoExpression();
        }
    }

    private SourceErrorException NoExpression() => _token.Kind switch
    {
        TokenKind.Import => ErrorHere("'import()' and 'import.meta' are not available. What the host offers is there as global names."),
        TokenKind.Arrow => ErrorHere("An arrow function cannot stand here. Put it in parentheses, and check the parameters before '=>'."),
        TokenKind.At => ErrorHere("Decorators are not available. Call the function with the class or method instead."),
        TokenKind.Yield => ErrorHere("'yield' can stand only in a generator: function* name() { … }"),
        TokenKind.Less => ErrorHere("Unexpected '<'. JSX is not available; build text or data instead."),
        >= TokenKind.FirstStrictKeyword and <= TokenKind.LastKeyword => ReservedWord(_token),
        _ => Unexpected("an expression"),
    };

    private Expression ParseNameOrArrow()
    {
        var start = _token.Start;
        var mayBeArrow = _arrowAt == start;
        if (mayBeArrow && IsWord("async") && ParseAsyncForm(start) is { } form)
            return form;
        var name = ParseIdentifier();
        if (mayBeArrow && Is(TokenKind.Arrow) && !_token.NewlineBefore)
            return ParseArrow([ToTarget(name, binding: true)], isAsync: false, start);
        CheckReference(name);
        return name;
    }

    private void CheckReference(Identifier name)
    {
        if (name.Name == "arguments" && _function.ForbidsArguments)
            throw Error("'arguments' cannot be used in the initialiser of a field or in a static block.", name);
        if (name.Name != "await")
            return;
        CheckAwaitName(name);
        var startsOperand = _token.Kind is TokenKind.Name or TokenKind.New or TokenKind.This or TokenKind.String or TokenKind.Function or TokenKind.OpenBrace;
        if (startsOperand && !_token.NewlineBefore)
            throw Error("'await' can stand only in an async function. Write 'async' in front of the function around it.", name);
    }

    private RegExpLiteral ParseRegExp()
    {
        _token = _lexer.ReadRegExp(_token);
        var literal = new RegExpLiteral(_token.Text!, _token.Raw!, _token.Start, _token.End);
        try
        {
            RegexParser.Parse(literal.Pattern, RegexFlagsText.Parse(literal.Flags));
        }
        catch (RegexSyntaxException error)
        {
            var at = literal.Start + 1 + Math.Min(error.Position, literal.Pattern.Length);
            throw Error($"The regular expression is not well formed: {error.Message}", at, at + 1);
        }

        Advance();
        return literal;
    }

    private TemplateLiteral ParseTemplate(bool tagged)
    {
        var start = _token.Start;
        var quasis = new List<TemplateElement>();
        var expressions = new List<Expression>();
        while (true)
        {
            if (_token.Text is null && !tagged)
                throw ErrorHere("The template holds an escape that has no meaning. Write '\\\\' for a backslash.");
            quasis.Add(new TemplateElement(_token.Text, _token.Raw!, _token.Start + 1, _token.End - (_token.TemplateEnds ? 1 : 2)));
            if (_token.TemplateEnds)
                break;
            Advance();
            expressions.Add(ParseBracketed());
            if (!Is(TokenKind.CloseBrace))
                throw Unexpected("'}' to close the substitution in the template");
            _token = _lexer.ContinueTemplate(_token);
        }

        Advance();
        return new TemplateLiteral([.. quasis], [.. expressions], start, _previousEnd);
    }

    private ArrayExpression ParseArrayLiteral(ref Cover cover)
    {
        var start = _token.Start;
        Advance();
        var (allowIn, colonEnds) = (_allowIn, _colonEnds);
        (_allowIn, _colonEnds) = (true, false);
        var elements = new List<Expression?>();
        while (!Is(TokenKind.CloseBracket))
        {
            if (Eat(TokenKind.Comma))
            {
                elements.Add(null);
                continue;
            }

            elements.Add(Is(TokenKind.Ellipsis) ? ParseSpread(ref cover) : ParseAssignment(ref cover));
            if (!Is(TokenKind.CloseBracket) && !Eat(TokenKind.Comma))
                throw Unexpected($"',' or ']' in the array that starts on line {_source.PositionOf(start).Line}");
        }

        (_allowIn, _colonEnds) = (allowIn, colonEnds);
        Advance();
        return new ArrayExpression([.. elements], start, _previousEnd);
    }
}
