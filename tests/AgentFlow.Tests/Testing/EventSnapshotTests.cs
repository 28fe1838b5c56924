using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;

namespace AgentFlow.Tests.Testing;

public sealed class EventSnapshotTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Of_TwoRunsOfTheSame_AreEqual()
    {
        Assert.Equal(EventSnapshot.Of(await RunAsync(TimeSpan.Zero)), EventSnapshot.Of(await RunAsync(TimeSpan.FromDays(3))));
    }

    [Fact]
    public async Task Of_Stream_HasOneLineForWhatWasStreamed()
    {
        var lines = EventSnapshot.Of(await RunAsync(TimeSpan.Zero)).Split('\n');

        Assert.Equal("TextDelta: <It is noon.>", Assert.Single(lines, l => l.StartsWith("TextDelta", StringComparison.Ordinal)));
        Assert.StartsWith("+00:00:00 RunStarted: <agent>", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.Contains("ToolStarted: <call_1><clock><{}><><id-1/0/call_1><Pure>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_NoFile_SaysHowToWriteIt()
    {
        var events = await RunAsync(TimeSpan.Zero);

        var error = Assert.Throws<SnapshotException>(() => EventSnapshot.Verify(events, _path));

        Assert.Contains("AGENTFLOW_ACCEPT=1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OtherEvents_ShowsTheFirstLineThatDiffers()
    {
        var events = await RunAsync(TimeSpan.Zero);
        await File.WriteAllTextAsync(_path, EventSnapshot.Of(events), Token);

        EventSnapshot.Verify(events, _path);
        var error = Assert.Throws<SnapshotException>(() => EventSnapshot.Verify(events.Where(e => e is not ToolCompleted), _path));

        Assert.Contains("- +00:00:00 ToolCompleted: <call_1>", error.Message, StringComparison.Ordinal);
    }

    private static async Task<List<RunEvent>> RunAsync(TimeSpan later)
    {
        var clock = new ManualTimeProvider();
        clock.Advance(later);
        var model = new ScriptedChatClient().Calls("clock").Says("It is noon.");
        var agent = new Agent(model, new AgentOptions { Tools = [Tool.Create(() => "12:00", "clock", effect: ToolEffect.Pure)], TimeProvider = clock });
        return await agent.StreamAsync("What time is it?", cancellationToken: Token).ToListAsync(Token);
    }
}
