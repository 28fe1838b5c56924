using AgentFlow.Benchmarks.InMemory;
using AgentFlow.Benchmarks.Measuring;
using AgentFlow.Chains;
using BenchmarkDotNet.Attributes;

namespace AgentFlow.Benchmarks.Chains;

/// <summary>
/// Ten steps as a chain and as the method that one would write by hand instead; what is reported is one step of the ten. The steps do next to
/// nothing, and those of the 'later' pair wait once each.
/// </summary>
[Config(typeof(BenchmarkConfig))]
public class ChainBenchmarks
{
    private const int Steps = 10;
    private const int Runs = 20_000;

    private static readonly Func<int, CancellationToken, ValueTask<int>> AtOnce = static (x, _) => new ValueTask<int>(x + 1);

    private readonly ManualTurn _turn = new();
    private readonly Func<int, CancellationToken, ValueTask<int>> _later;
    private readonly Chain<int, int> _chain = Repeat(AtOnce);
    private readonly Chain<int, int> _laterChain;
    private readonly Chain<int, int> _streamChain = Chain.Transform<int, int>((_, _) => Deltas()).Then(RepeatForward());

    public ChainBenchmarks()
    {
        _later = LaterAsync;
        _laterChain = Repeat(_later);
    }

    [GlobalSetup]
    public void WarmUp() => JitWarmUp.RunAsync(async () =>
    {
        await DelegatesAsync();
        await ChainAsync();
        await DelegatesLaterAsync();
        await ChainLaterAsync();
        await StreamAsync();
    }).GetAwaiter().GetResult();

    [Benchmark(OperationsPerInvoke = Runs * Steps)]
    public async Task<int> DelegatesAsync()
    {
        var sum = 0;
        for (var i = 0; i < Runs; i++)
            sum += await ByHandAsync(AtOnce, i, CancellationToken.None);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Runs * Steps)]
    public async Task<int> ChainAsync()
    {
        var sum = 0;
        for (var i = 0; i < Runs; i++)
            sum += await _chain.InvokeAsync(i);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Runs * Steps)]
    public async Task<int> DelegatesLaterAsync()
    {
        var sum = 0;
        for (var i = 0; i < Runs; i++)
        {
            var call = ByHandAsync(_later, i, CancellationToken.None);
            _turn.Run();
            sum += await call;
        }
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Runs * Steps)]
    public async Task<int> ChainLaterAsync()
    {
        var sum = 0;
        for (var i = 0; i < Runs; i++)
        {
            var call = _laterChain.InvokeAsync(i);
            _turn.Run();
            sum += await call;
        }
        return sum;
    }

    /// <summary>The updates of one stream through ten steps that hand each of them on; what is reported is one update in one step.</summary>
    [Benchmark(OperationsPerInvoke = Runs * Steps)]
    public async Task<int> StreamAsync()
    {
        var count = 0;
        await foreach (var _ in _streamChain.StreamAsync(0))
            count++;
        return count;
    }

    private async ValueTask<int> LaterAsync(int x, CancellationToken cancellationToken)
    {
        await _turn;
        return x + 1;
    }

    private static async ValueTask<int> ByHandAsync(Func<int, CancellationToken, ValueTask<int>> step, int x, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Steps; i++)
            x = await step(x, cancellationToken).ConfigureAwait(false);
        return x;
    }

    private static Chain<int, int> Repeat(Func<int, CancellationToken, ValueTask<int>> step)
    {
        var chain = Chain.From(step);
        for (var i = 1; i < Steps; i++)
            chain = chain.Then(step);
        return chain;
    }

    private static Chain<int, int> RepeatForward()
    {
        var chain = Chain.Passthrough<int>();
        for (var i = 0; i < Steps; i++)
            chain = chain.Tap(static _ => { });
        return chain;
    }

    private static async IAsyncEnumerable<ChainUpdate<int>> Deltas()
    {
        for (var i = 0; i < Runs; i++)
            yield return ChainUpdate.Text<int>("word");
        await Task.CompletedTask;
        yield return ChainUpdate.Final(1);
    }
}
