namespace AgentFlow.JavaScript.Tests.Fuzz;

/// <summary>ES5 programs give what Jint 2.10.4 gives, but for its known mistakes, about which node decides. The command <c>fuzz COUNT SEED --jint</c>
/// runs any number.</summary>
public sealed class Es5DifferentialTests
{
    private const int Programs = 500;

    [Fact]
    public async Task RunAsync_RandomEs5Programs_AgreeWithJintOrNode()
    {
        var report = await Es5Comparison.RunAsync(new Es5Sampler(3), Programs, TestContext.Current.CancellationToken);

        Assert.True(report.Wrong.Count == 0, $"{report.Wrong.Count} differ:\n{string.Join("\n----\n", report.Wrong.Take(3))}");
        Assert.InRange(report.Agreed, Programs * 7 / 10, Programs);
    }
}
