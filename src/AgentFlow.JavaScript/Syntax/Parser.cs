using System.Runtime.CompilerServices;

namespace AgentFlow.JavaScript.Syntax;

/// <summary>
/// A recursive-descent parser for strict ECMAScript 2023, with early errors. It stops at the first error with a
/// <see cref="SourceErrorException"/>. Its parts: Statements, Declarations, Loops, Expressions, Members, Primary, Objects, Functions, Arrows,
/// Classes, Patterns, ModelForms (what models write around a program), Types and Enums (TypeScript).
/// </summary>
internal sealed partial class Parser
{
    private readonly SourceText _source;
    private readonly ParserOptions _options;
    private readonly Lexer _lexer;
    private readonly bool _types;
    private FunctionState _function;
    private DeclarationScope _scope;
    private PrivateNames? _privateNames;
    private Token _token;
    private int _previousEnd;
    private int _depth;
    private int _tokens;

    // Whether 'in' is an operator here; not in the head of a for.
    private bool _allowIn = true;

    private Parser(SourceText source, ParserOptions options, int start, int end)
    {
        _source = source;
        _options = options;
        _types = options.TypeScript;
        _lexer = new Lexer(source, start, end);
        _scope = new DeclarationScope(null, isFunction: true);
        _function = options.Kind == ProgramKind.AsyncBody
            ? new FunctionState { IsAsync = true, AllowsReturn = true }
            : new FunctionState();
        _previousEnd = start;
    }

    /// <summary>Parses a whole source text.</summary>
    /// <exception cref="SourceErrorException">The text is not a program.</exception>
    public static Program Parse(SourceText source, ParserOptions options) => Parse(source, options, 0, source.Text.Length);

    /// <summary>Parses a part of a source text; offsets in the tree are those of the whole text.</summary>
    /// <exception cref="SourceErrorException">The text is not a program.</exception>
    public static Program Parse(SourceText source, ParserOptions options, int start, int end)
    {
        if (end - start > ParserLimits.MaxSourceLength)
            throw new SourceErrorException($"The program is {end - start} characters long; the limit is {ParserLimits.MaxSourceLength}.", source, start, start);
        return new Parser(source, options, start, end).ParseProgram(start);
    }

    private Program ParseProgram(int start)
    {
        _lexer.SkipHashbang();
        Advance();
        var body = new List<Statement>();
        while (_token.Kind != TokenKind.EndOfSource)
            body.Add(ParseStatementListItem(topLevel: true));
        if (_options.Kind == ProgramKind.AsyncBody)
            CompleteModelCode(body);
        return new Program(_options.Kind, [.. body], _source, start, _token.End) { ExportsDefault = _default is not null };
    }

    private void Advance()
    {
        if (++_tokens > ParserLimits.MaxTokens)
            throw Error($"The program has more than {ParserLimits.MaxTokens} tokens. Make it smaller.", _token.Start, _token.End);
        _previousEnd = _token.End;
        _token = _lexer.Next();
    }

    // The token after the current one, which stays.
    private Token Peek()
    {
        var position = _lexer.Position;
        var next = _lexer.Next();
        _lexer.Position = position;
        return next;
    }

    private bool Is(TokenKind kind) => _token.Kind == kind;

    // Whether the token is a word that means something only here, written without escapes.
    private bool IsWord(string word) => _token.Kind == TokenKind.Name && !_token.Escaped && _token.Text == word;

    private bool Eat(TokenKind kind)
    {
        if (_token.Kind != kind)
            return false;
        Advance();
        return true;
    }

    private void Expect(TokenKind kind, string expected)
    {
        if (_token.Kind != kind)
            throw Unexpected(expected);
        Advance();
    }

    private void Semicolon()
    {
        if (Eat(TokenKind.Semicolon) || _token.Kind is TokenKind.CloseBrace or TokenKind.EndOfSource || _token.NewlineBefore)
            return;
        throw Unexpected("a ';' or a new line");
    }

    // Every production that can hold itself enters; an error needs no way out, as it ends the parsing.
    private void Enter()
    {
        if (++_depth > ParserLimits.MaxNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Error($"The program is nested more than {_depth - 1} levels deep here. Split it into functions or statements.", _token.Start, _token.End);
    }

    private void Leave() => _depth--;

    private DeclarationScope EnterScope(bool isFunction = false)
    {
        var outer = _scope;
        _scope = new DeclarationScope(outer, isFunction);
        return outer;
    }

    private void Declare(Identifier name, DeclarationKind kind)
    {
        if (_scope.Declare(name.Name, kind, name.Start) is { } at)
            throw Error($"'{name.Name}' is already declared on line {_source.PositionOf(at).Line}. Use another name, or assign to it without declaring it again.", name);
    }

    private SourceErrorException Error(string message, int start, int end) => new(message, _source, start, end);

    private SourceErrorException Error(string message, Node node) => new(message, _source, node.Start, node.End);

    private SourceErrorException ErrorHere(string message) => new(message, _source, _token.Start, _token.End);

    private SourceErrorException Unexpected(string? expected = null)
    {
        var found = _token.Kind switch
        {
            TokenKind.EndOfSource => "The program ends too early",
            TokenKind.EscapedKeyword => $"The reserved word '{_token.Text}' cannot be written with an escape",
            TokenKind.String => "Unexpected string",
            TokenKind.Template => "Unexpected template",
            _ => $"Unexpected '{Shown(_source.Text.AsSpan(_token.Start, _token.End - _token.Start))}'",
        };
        return ErrorHere(expected is null ? found + "." : $"{found}; expected {expected}.");
    }

    private static string Shown(ReadOnlySpan<char> text) => text.Length > 40 ? string.Concat(text[..40], "…") : text.ToString();
}
