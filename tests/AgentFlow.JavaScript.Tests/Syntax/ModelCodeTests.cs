using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Tests.Syntax;

public sealed class ModelCodeTests
{
    [Theory]
    [InlineData("1 + 1", "return 1 + 1")]
    [InlineData("const a = await f(); a.b", "const a = await f(); return a.b")]
    [InlineData("async () => { return 1 }", "return (async () => { return 1 })()")]
    [InlineData("(async function main() { f() })", "return (async function main() { f() })()")]
    [InlineData("(async () => { f() })()", "return (async () => { f() })()")]
    [InlineData("async function main() { f() }", "async function main() { f() } return main()")]
    [InlineData("async function main() { f() }\nmain();", "async function main() { f() } return main()")]
    [InlineData("export const a = 1; export function f() {} export class B {} a", "const a = 1; function f() {} class B {} return a")]
    [InlineData("const a = 1; export { a, a as b }; a", "const a = 1; return a")]
    [InlineData("export default async function main() {}", "async function main() {} return main")]
    [InlineData("if (a) { b } else c", "if (a) { return b } else return c")]
    [InlineData("try { f(); g() } catch (e) { e.message }", "try { f(); return g() } catch (e) { return e.message }")]
    [InlineData("for (const a of b) a", "for (const a of b) a")]
    [InlineData("```js\nawait f()\n```", "return await f()")]
    [InlineData("```typescript\nlet a: number = 1;\na\n```\n", "let a = 1; return a")]
    [InlineData("Here is the code:\n\n```javascript\nf()\n```\nIt calls f.", "return f()")]
    [InlineData("```\nf()", "return f()")]
    [InlineData("#!/usr/bin/env node\nf()", "return f()")]
    public void Parse_WhatModelsWrite_IsUnderstood(string code, string plain)
    {
        var expected = SyntaxDump.Of(plain);

        var tree = SyntaxDump.Of(ModelCode.Parse(new SourceText(code)));

        Assert.Equal(expected, tree);
    }

    [Fact]
    public void Parse_ErrorInAFence_IsPlacedInTheWholeText()
    {
        var source = new SourceText("Look:\n```js\nlet a = ;\n```\n");

        var error = Assert.Throws<SourceErrorException>(() => ModelCode.Parse(source));

        Assert.Equal(new SourcePosition(3, 9), error.Position);
    }

    [Fact]
    public void Parse_DefaultExportOfAnExpression_IsTheValue()
    {
        var program = ModelCode.Parse(new SourceText("export default { a: 1 }"));

        Assert.True(program.ExportsDefault);
        Assert.IsType<Identifier>(Assert.IsType<ReturnStatement>(program.Body[^1]).Argument);
    }

    [Fact]
    public void Parse_TemplateWithAFence_IsNotCut()
    {
        var program = ModelCode.Parse(new SourceText("const a = `\n\\`\\`\\`js\ncode\n\\`\\`\\`\n`;\na"));

        Assert.Equal(2, program.Body.Length);
    }
}
