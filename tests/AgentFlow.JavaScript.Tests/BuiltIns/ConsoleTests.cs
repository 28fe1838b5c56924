using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Tests.BuiltIns;

public sealed class ConsoleTests
{
    [Theory]
    [InlineData("console.log('a', 1, null, undefined, true, 2n, Symbol('s'))", "log a 1 null undefined true 2n Symbol(s)")]
    [InlineData("console.warn({ a: 1, b: 'x', c: [1, 2], 'd e': null })", "warn { a: 1, b: 'x', c: [ 1, 2 ], 'd e': null }")]
    [InlineData("console.error('%s is %d years, %j%%', 'Bob', 42.5, { a: 1 })", "error Bob is 42.5 years, { a: 1 }%")]
    [InlineData("const o = { n: 1 }; o.me = o; console.log(o)", "log { n: 1, me: [Circular] }")]
    [InlineData("console.log(new Map([['a', 1]]), new Set([1]), [, 1], () => 1, class A {}, new Date(0))", "log Map(1) { 'a' => 1 } Set(1) { 1 } [ <1 empty item>, 1 ] [Function (anonymous)] [class A] 1970-01-01T00:00:00.000Z")]
    [InlineData("console.log({ get x() { throw 1; }, p: new Proxy({}, {}) })", "log { x: [Getter], p: [Proxy] }")]
    [InlineData("class P { constructor() { this.x = 1; } } console.log(new P(), Object.create(null))", "log P { x: 1 } [Object: null prototype] {}")]
    [InlineData("console.group('g'); console.log('in'); console.groupEnd(); console.log('out')", "log g|log   in|log out")]
    [InlineData("console.count(); console.count(); console.count('x')", "log default: 1|log default: 2|log x: 1")]
    [InlineData("console.assert(1 === 2, 'no'); console.assert(true)", "error Assertion failed: no")]
    public void Log_Values_AreShownWithoutRunningScript(string program, string expected)
    {
        var host = new RecordingHost();

        ScriptProbe.Run(program, host);

        Assert.Equal(expected, string.Join('|', host.Lines));
    }

    [Fact]
    public void Table_Rows_AreDrawn()
    {
        var host = new RecordingHost();

        ScriptProbe.Run("console.table([{ a: 1, b: 'x' }, { a: 22 }])", host);

        Assert.Equal(
            """
            log ┌─────────┬────┬─────┐
            │ (index) │ a  │ b   │
            ├─────────┼────┼─────┤
            │ 0       │ 1  │ 'x' │
            │ 1       │ 22 │     │
            └─────────┴────┴─────┘
            """.ReplaceLineEndings("\n"), string.Join('|', host.Lines));
    }

    [Fact]
    public void Log_MoreThanTheLimit_EndsTheRun()
    {
        var ended = Assert.Throws<ScriptTerminated>(() => ScriptProbe.Run("for (;;) console.log('x'.repeat(1000))", new RecordingHost(), new VmLimits { Output = 50_000 }));

        Assert.Equal(LimitKind.Output, ended.Limit);
    }

    [Fact]
    public void Date_ZoneAndClockOfTheHost_AreUsed()
    {
        var host = new RecordingHost { Zone = TimeZoneInfo.CreateCustomTimeZone("Test/East", TimeSpan.FromHours(5.5), "East", "East") };

        var answer = ScriptProbe.Run("return [new Date().toISOString(), new Date(2024, 0, 1).toISOString(), new Date(0).toString(), new Date(0).getTimezoneOffset(), Math.random()].join('; ')", host);

        Assert.Equal("'2024-05-06T07:08:09.000Z; 2023-12-31T18:30:00.000Z; Thu Jan 01 1970 05:30:00 GMT+0530 (Test/East); -330; 0.25'", answer);
    }

    private sealed class RecordingHost : IVmHost
    {
        public List<string> Lines { get; } = [];

        public TimeProvider Clock { get; } = new FixedClock();

        public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

        public long HeldBytes => 0;

        public double NextRandom() => 0.25;

        public void WriteLine(string level, string text) => Lines.Add($"{level} {text}");
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);
    }
}
