using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace AgentFlow.Hosting.Tests;

public sealed class ToolPackFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentflow-").FullName;
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Tools_ChangedScript_IsRunByAnAgentThatWasMadeBefore()
    {
        Write("tool.js", "export default () => 'old';");
        var model = new ScriptedChatClient().Calls("greet").Says("ok").Calls("greet").Says("ok");
        await using var provider = new ServiceCollection().AddSingleton<IChatClient>(model).AddSingleton<TimeProvider>(_time)
            .AddAgentFlow(flow => flow
                .AddToolPacks(_folder)
                .AddAgent("a", (services, options) => options.Tools = [.. services.GetRequiredService<ToolPackFolder>().Tools]))
            .BuildServiceProvider();
        var agent = provider.GetRequiredService<Agent>();
        await agent.RunAsync("hi", cancellationToken: TestContext.Current.CancellationToken);

        Write("tool.js", "export default () => 'the new one';");
        _time.Advance(TimeSpan.FromSeconds(1));
        await agent.RunAsync("hi", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["old", "the new one"], new[] { 1, 3 }.Select(i => model.Requests[i].Messages[^1].Contents.OfType<FunctionResultContent>().Single().Result?.ToString()));
    }

    [Fact]
    public async Task Tools_BrokenFile_IsLoggedAndTheLastGoodOneStays()
    {
        Write("tool.js", "export default () => 'old';");
        var logger = new ListLogger();
        using var folder = new ToolPackFolder(_folder, new() { Grants = { TimeProvider = _time } }, logger);
        var changes = 0;
        using var registration = ChangeToken.OnChange(folder.GetReloadToken, () => changes++);

        Write("tool.js", "export default () => {");
        _time.Advance(TimeSpan.FromSeconds(3));
        var broken = await CallAsync(folder);
        Write("tool.js", "export default () => 'mended';");
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(("old", "mended"), (broken, await CallAsync(folder)));
        Assert.Equal(2, changes);
        Assert.Contains("tool.js:1:", Assert.Single(logger.Errors), StringComparison.Ordinal);
        Assert.Empty(folder.Current.Problems);
    }

    [Fact]
    public async Task Tools_NothingChanged_AreNotReadAgain()
    {
        Write("tool.js", "export default () => 'old';");
        using var folder = new ToolPackFolder(_folder, new() { Grants = { TimeProvider = _time } });
        var before = folder.Current;

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Same(before, folder.Current);
        Assert.Equal("old", await CallAsync(folder));
    }

    [Fact]
    public async Task Tools_FolderThatIsGone_StayWhatTheyWere()
    {
        Write("tool.js", "export default () => 'old';");
        var logger = new ListLogger();
        using var folder = new ToolPackFolder(_folder, new() { Grants = { TimeProvider = _time } }, logger);

        Directory.Delete(_folder, recursive: true);
        _time.Advance(TimeSpan.FromSeconds(1));
        var gone = await CallAsync(folder);
        Write("tool.js", "export default () => 'back';");
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(("old", "back"), (gone, await CallAsync(folder)));
        Assert.Contains("cannot be read", Assert.Single(logger.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void AddToolPacks_NoFolder_ThrowsAtOnce() =>
        Assert.Throws<DirectoryNotFoundException>(() => new ServiceCollection().AddAgentFlow(flow => flow.AddToolPacks(Path.Combine(_folder, "none"))));

    private static async Task<string?> CallAsync(ToolPackFolder folder) =>
        ((JsonElement)(await folder.Tools.Single().InvokeAsync([], TestContext.Current.CancellationToken))!).GetString();

    private void Write(string name, string text)
    {
        var tool = Directory.CreateDirectory(Path.Combine(_folder, "greet")).FullName;
        File.WriteAllText(Path.Combine(tool, "tool.json"), """{ "name": "greet", "description": "Greets.", "version": "1.0.0", "parameters": { "type": "object" } }""");
        File.WriteAllText(Path.Combine(tool, name), text);
    }

    private sealed class ListLogger : ILogger<ToolPackFolder>
    {
        public List<string> Errors { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Error)
                Errors.Add(formatter(state, exception));
        }
    }
}
