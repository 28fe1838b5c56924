using System.Text.Json;

namespace AgentFlow.JavaScript.Tests.Host;

public sealed class DefaultExportTests
{
    [Theory]
    [InlineData("export default function (args) { return args.a + args.b }", "42")]
    [InlineData("export default async function add({ a, b }) { return await Promise.resolve(a + b) }", "42")]
    [InlineData("const add = (x, y) => x + y; export default ({ a, b }) => add(a, b)", "42")]
    [InlineData("const four = await Promise.resolve(4); function main(args: { a: number }): number { return args.a + four } export default main", "44")]
    [InlineData("export default (...all) => all.length", "1")]
    [InlineData("export default args => args", """{"a":40,"b":2,"c":[true,null,"x",{"d":-1.5}]}""")]
    public async Task CallAsync_Function_GetsTheArgument(string source, string expected)
    {
        var argument = JsonElement.Parse("""{"a":40,"b":2,"c":[true,null,"x",{"d":-1.5}]}""");

        var result = await Script.Compile(source).CallAsync(argument, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(expected, result.GetValueOrThrow()!.ToJsonString());
    }

    [Theory]
    [InlineData("export default async function main() { return 42 }", "42")]
    [InlineData("export default () => 42", "42")]
    [InlineData("export default { a: 1 }", """{"a":1}""")]
    [InlineData("export default (...all) => all.length", "0")]
    public async Task RunAsync_DefaultExport_IsCalledWithNothingOrIsTheValue(string source, string expected)
    {
        var result = await Script.RunAsync(source, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(expected, result.GetValueOrThrow()!.ToJsonString());
    }

    [Fact]
    public async Task CallAsync_ManyCallsAtOnce_EachHasAMachineOfItsOwn()
    {
        var script = Script.Compile("let calls = 0; export default async ({ n }) => { await null; return [n, ++calls] }");

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => script.CallAsync(JsonElement.Parse($$"""{"n":{{n}}}"""), cancellationToken: TestContext.Current.CancellationToken)));

        Assert.Equal(Enumerable.Range(0, 50).Select(static n => $"[{n},1]"), results.Select(static r => r.Value!.ToJsonString()));
    }

    [Fact]
    public async Task CallAsync_FunctionThatThrows_SaysWhere()
    {
        var script = Script.Compile("export default function main(args) {\n  throw new Error('no ' + args);\n}");

        var result = await script.CallAsync(JsonElement.Parse("7"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(("no 7", 2), (result.Error!.Message, result.Error.Line));
    }

    [Fact]
    public async Task CallAsync_NoFunction_Throws()
    {
        var nothing = Script.Compile("return 1");
        var data = Script.Compile("export default { a: 1 }");

        var result = await data.CallAsync(default, cancellationToken: TestContext.Current.CancellationToken);

        Assert.False(nothing.ExportsDefault);
        await Assert.ThrowsAsync<InvalidOperationException>(() => nothing.CallAsync(default, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal("What the script exports is not a function: write 'export default function (args) { ... }'.", result.Error!.Message);
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\ud800\": 1}")]
    public async Task CallAsync_HalfASurrogatePair_IsTheScriptsError(string argument)
    {
        var result = await Script.Compile("export default x => x").CallAsync(JsonElement.Parse(argument), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("surrogate", result.Error!.Message, StringComparison.Ordinal);
    }
}
