namespace AgentFlow.JavaScript.Tests.Compiler;

/// <summary>Where errors point to, and what text of the program they name.</summary>
public sealed class ErrorPositionTests
{
    [Theory]
    [InlineData("const a = 1;\nlet b;\nb.foo.bar();", "Cannot read properties of undefined ('b') (reading 'foo').", 3, 3)]
    [InlineData("const o = {};\no.x.y.z", "Cannot read properties of undefined ('o.x') (reading 'y').", 2, 5)]
    [InlineData("const o = { f: 1 };\n  o.f(1, 2)", "o.f is not a function.", 2, 5)]
    [InlineData("const o = { a: {} }; o.a['b']('x')", "o.a['b'] is not a function.", 1, 26)]
    [InlineData("[1, 2].map(x => x.y.z)", "Cannot read properties of undefined ('x.y') (reading 'z').", 1, 21)]
    [InlineData("({}).a.b = 1", "Cannot set properties of undefined ('({}).a') (setting 'b').", 1, 8)]
    [InlineData("new 5", "5 is not a constructor.", 1, 1)]
    [InlineData("\n  missing + 1", "missing is not defined.", 2, 3)]
    [InlineData("const x = 1;\nx = 2", "Assignment to constant variable 'x'.", 2, 1)]
    [InlineData("x; let x = 1", "Cannot access 'x' before initialization.", 1, 1)]
    [InlineData("for (const x of 5) ;", "5 is not iterable.", 1, 17)]
    [InlineData("f();\nfunction f() {\n  throw new Error('deep')\n}", "deep", 3, 9)]
    [InlineData("let a = await f();\nasync function f() { return nope }", "nope is not defined.", 2, 29)]
    public async Task RunAsync_ProgramThatThrows_PointsToTheExpression(string source, string message, int line, int column)
    {
        var result = await Script.RunAsync(source, cancellationToken: TestContext.Current.CancellationToken);

        var error = Assert.IsType<ScriptThrew>(result.Outcome).Error;
        Assert.Equal((message, line, column), (error.Message, error.Line, error.Column));
    }
}
