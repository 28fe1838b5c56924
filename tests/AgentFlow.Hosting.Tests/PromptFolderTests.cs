using AgentFlow.Agents;
using AgentFlow.Prompts;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace AgentFlow.Hosting.Tests;

public sealed class PromptFolderTests : IDisposable
{
    /// <summary>How long a change of a file may take to be noticed before the test fails.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("agentflow-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Current_ChangedFile_IsReadAgain()
    {
        Write("greet.prompt.md", "Hello {name}.");
        await using var provider = new ServiceCollection().AddAgentFlow(flow => flow.AddPrompts(_folder)).BuildServiceProvider();
        var folder = provider.GetRequiredService<PromptFolder>();
        var changed = NextChange(folder);

        Write("greet.prompt.md", "Good day {name}.");
        await changed.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal("Good day Ada.", provider.GetRequiredService<PromptLibrary>()["greet"].Template.Format(("name", "Ada")));
    }

    [Fact]
    public async Task Current_BrokenFile_IsLoggedAndTheLastGoodOnesStay()
    {
        Write("greet.prompt.md", "Hello.");
        var logger = new ListLogger();
        using var folder = new PromptFolder(_folder, TimeProvider.System, logger);

        Write("greet.prompt.md", "Hello {name");
        var message = await logger.FirstError.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Contains("greet.prompt.md:1:7:", message, StringComparison.Ordinal);
        Assert.Equal("Hello.", folder.Current["greet"].Template.Format());
        var changed = NextChange(folder);
        Write("greet.prompt.md", "Mended.");
        await changed.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal("Mended.", folder.Current["greet"].Template.Format());
    }

    [Fact]
    public async Task AddPrompts_BuiltInName_IsReplacedInAgents()
    {
        Write("agent.unknown-tool.prompt.md", "No tool '{tool}'.");
        var model = new ScriptedChatClient().Calls("nope").Says("ok");
        await using var provider = new ServiceCollection().AddSingleton<IChatClient>(model)
            .AddAgentFlow(flow => flow.AddPrompts(_folder).AddAgent("a", (_, _) => { })).BuildServiceProvider();

        await provider.GetRequiredService<Agent>().RunAsync("hi", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("No tool 'nope'.", model.Requests[1].Messages[^1].Contents.OfType<FunctionResultContent>().Single().Result);
    }

    [Fact]
    public void AddPrompts_BrokenFolder_ThrowsAtOnce()
    {
        Write("a.prompt.md", "{");

        Assert.Throws<PromptFileException>(() => new ServiceCollection().AddAgentFlow(flow => flow.AddPrompts(_folder)));
        Assert.Throws<DirectoryNotFoundException>(() => new ServiceCollection().AddAgentFlow(flow => flow.AddPrompts(Path.Combine(_folder, "none"))));
    }

    private static Task NextChange(PromptFolder folder)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ChangeToken.OnChange(folder.GetReloadToken, () => source.TrySetResult());
        return source.Task;
    }

    /// <summary>In one step, so that nobody reads half a file.</summary>
    private void Write(string name, string text)
    {
        var beside = Path.Combine(_folder, name + ".new");
        File.WriteAllText(beside, text);
        File.Move(beside, Path.Combine(_folder, name), overwrite: true);
    }

    private sealed class ListLogger : ILogger<PromptFolder>
    {
        private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> FirstError => _first.Task;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Error)
                _first.TrySetResult(formatter(state, exception));
        }
    }
}
