using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Tests.Syntax;

// The parser is internal: the public API shows a program's result, these its shape.
public sealed class ParserTests
{
    [Theory]
    [InlineData("1 + 2 * 3 - 4", "((1 + (2 * 3)) - 4)")]
    [InlineData("2 ** 3 ** 2", "(2 ** (3 ** 2))")]
    [InlineData("a ?? (b || c)", "a ?? (b || c)")]
    [InlineData("a ? b : c ? d : e", "a ? b : (c ? d : e)")]
    [InlineData("a = b = c", "a = (b = c)")]
    [InlineData("x\n++y", "x; ++y")]
    [InlineData("a.b?.c.d[e](f)", "a.b?.c.d[e](f)")]
    [InlineData("() => ({})", "(() => ({}))")]
    [InlineData("typeof typeof x", "typeof (typeof x)")]
    [InlineData("let a = 0x10, b = 1_000, c = 0b11", "let a = 16, b = 1000, c = 3")]
    [InlineData("'\\x41\\u{1F600}\\\n'", "'A\\uD83D\\uDE00'")]
    public void Parse_TwoWaysToWriteIt_GiveOneTree(string code, string same)
    {
        var options = ParserOptions.Script;

        var tree = SyntaxDump.Of(code, options);

        Assert.Equal(SyntaxDump.Of(same, options), tree);
    }

    [Theory]
    [InlineData("const a = 1; const a = 2;", "'a' is already declared on line 1")]
    [InlineData("const a;", "'const a' needs a value")]
    [InlineData("let x = ;", "Unexpected ';'; expected an expression.")]
    [InlineData("f(1, 2", "ends too early")]
    [InlineData("with (a) b", "'with' is not available")]
    [InlineData("delete x", "only properties can be deleted")]
    [InlineData("var x = 010", "0o17")]
    [InlineData("a && b ?? c", "'??' cannot be mixed")]
    [InlineData("-1 ** 2", "parentheses")]
    [InlineData("class A { constructor(){} constructor(){} }", "only one constructor")]
    [InlineData("class A { #a; f() { return this.#b } }", "'#b' is not declared")]
    [InlineData("function f() { await g() }", "'await' can stand only in an async function. Write 'async'")]
    [InlineData("[1, 2].forEach(x => { await f(x); })", "'await' can stand only in an async function. Write 'async'")]
    [InlineData("import fs from 'fs'", "Modules cannot be imported ('fs')")]
    [InlineData("const m = await import('fs')", "'import()'")]
    [InlineData("break", "'break' stands outside")]
    [InlineData("let s = 'abc", "no closing '")]
    [InlineData("let t = `abc", "no closing '`'")]
    [InlineData("/* abc", "no closing '*/'")]
    [InlineData("let s = \u201Cabc\u201D", "typographic quote")]
    [InlineData("return <div/>", "JSX")]
    [InlineData("const a = <div>hi</div>", "JSX")]
    [InlineData("for (let i = 0, i < 3, i++) {}", "separated by ';'")]
    [InlineData("({ a = 1 })", "makes sense only in a pattern")]
    [InlineData("f() = 1", "result of a call cannot be assigned to")]
    [InlineData("(a, a) => 1", "'a' is already declared")]
    [InlineData("@dec class A {}", "Decorators are not available")]
    [InlineData("{ const x = 1;", "'}' that closes the '{' on line 1")]
    public void Parse_NotAProgram_SaysWhatAndWhatToDo(string code, string message)
    {
        var source = new SourceText(code);

        var error = Assert.Throws<SourceErrorException>(() => Parser.Parse(source, ParserOptions.ModelCode));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_Error_HasLineColumnAndFrame()
    {
        var source = new SourceText("const a = 1;\nconst b = 2;\n  const a = 3;\nreturn a;\n");

        var error = Assert.Throws<SourceErrorException>(() => Parser.Parse(source, ParserOptions.ModelCode));

        Assert.Equal(new SourcePosition(3, 9), error.Position);
        Assert.Equal("  1 | const a = 1;\n  2 | const b = 2;\n> 3 |   const a = 3;\n    |         ^\n  4 | return a;\n  5 |", error.Frame);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("{", "}")]
    [InlineData("-", "")]
    [InlineData("if(1)", "")]
    [InlineData("x=>", "")]
    [InlineData("`${", "}`")]
    [InlineData("1**", "")]
    [InlineData("a=", "")]
    [InlineData("new ", "")]
    [InlineData("a?b:", "")]
    [InlineData("f(function(){", "})")]
    [InlineData("class A{static{", "}}")]
    [InlineData("let x: [", "]")]
    [InlineData("let x: (", ")")]
    [InlineData("let x: {a:", "}")]
    [InlineData("for(;;)", "")]
    [InlineData("do ", "while(1)")]
    [InlineData("let [", "]=1")]
    public void Parse_NestedVeryDeep_IsAnErrorAndNoCrash(string open, string close)
    {
        var code = string.Concat(Enumerable.Repeat(open, 20_000)) + "1" + string.Concat(Enumerable.Repeat(close, 20_000));

        var error = Record.Exception(() => Parser.Parse(new SourceText(code), ParserOptions.ModelCode));

        Assert.IsType<SourceErrorException>(error);
    }

    [Theory]
    [InlineData("a", ".b")]
    [InlineData("a", "[0]")]
    [InlineData("a", "()")]
    [InlineData("1", "+1")]
    [InlineData("a", "&&b")]
    [InlineData("a", ",b")]
    [InlineData("if(a)b;", "else if(a)b;")]
    [InlineData("a", "``")]
    public void Parse_LongChain_NeedsNoDepth(string start, string link)
    {
        var code = start + string.Concat(Enumerable.Repeat(link, 50_000));

        var error = Record.Exception(() => Parser.Parse(new SourceText(code), ParserOptions.Script));

        Assert.Null(error);
    }

    [Theory]
    [InlineData("({ async *f(a) {} })", "async *f(a) {}")]
    [InlineData("({ get ['x']() {} })", "get ['x']() {}")]
    [InlineData("class A { static async f() {} }", "async f() {}")]
    public void Parse_Method_IsTheTextFromItsModifiersOn(string code, string text)
    {
        var source = new SourceText(code);

        var program = Parser.Parse(source, ParserOptions.Script);

        var function = program.Body[0] switch
        {
            ClassDeclaration declaration => ((MethodDefinition)declaration.Class.Elements[0]).Value,
            var statement => ((FunctionExpression)((Property)((ObjectExpression)((ExpressionStatement)statement).Expression).Properties[0]).Value).Function,
        };
        Assert.Equal(text, code[function.Start..function.End]);
    }

    [Fact]
    public void Parse_TooLong_IsAnError()
    {
        var source = new SourceText(new string(' ', ParserLimits.MaxSourceLength + 1));

        var error = Assert.Throws<SourceErrorException>(() => Parser.Parse(source, ParserOptions.Script));

        Assert.Contains("the limit is 1000000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_TooManyTokens_IsAnError()
    {
        var source = new SourceText(string.Concat(Enumerable.Repeat(";", ParserLimits.MaxTokens + 1)));

        var error = Assert.Throws<SourceErrorException>(() => Parser.Parse(source, ParserOptions.Script));

        Assert.Contains("more than 500000 tokens", error.Message, StringComparison.Ordinal);
    }
}
