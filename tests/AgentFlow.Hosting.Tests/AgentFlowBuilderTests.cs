using AgentFlow.Agents;
using AgentFlow.Agents.Teams;
using AgentFlow.Guardrails;
using AgentFlow.Runs;
using AgentFlow.Sqlite;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgentFlow.Hosting.Tests;

public sealed class AgentFlowBuilderTests
{
    [Fact]
    public async Task AddAgent_TwoAgents_AreKeyedServicesAndTheFirstIsThePlainOne()
    {
        await using var provider = new ServiceCollection().AddAgentFlow(flow => flow.AddAgent("a", (_, _) => { }).AddAgent("b", (_, _) => { })).BuildServiceProvider();

        Assert.Equal("b", provider.GetRequiredKeyedService<Agent>("b").Name);
        Assert.Same(provider.GetRequiredKeyedService<Agent>("a"), provider.GetRequiredService<Agent>());
        Assert.Same(provider.GetRequiredService<IRunJournal>(), provider.GetRequiredService<Agent>().Journal);
    }

    [Fact]
    public async Task AddAgent_Team_FindsItsMembersAmongTheServices()
    {
        await using var provider = new ServiceCollection().AddSingleton<IChatClient>(new ScriptedChatClient().Says("Paris.").Says("paris"))
            .AddAgentFlow(flow => flow.AddAgent("a", (_, _) => { }).AddAgent("b", (_, _) => { }).AddAgent("vote", services => DebateAgent.Create(
                new DebateOptions { Members = [new TeamMember(services.GetRequiredKeyedService<Agent>("a"), "A."), new TeamMember(services.GetRequiredKeyedService<Agent>("b"), "B.")] },
                new AgentOptions { Name = "vote", Journal = services.GetRequiredService<IRunJournal>() })))
            .BuildServiceProvider();

        var result = await provider.GetRequiredKeyedService<Agent>("vote").RunAsync("Capital of France?", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("PARIS", result.Text.TrimEnd('.').ToUpperInvariant());
    }

    [Theory]
    [InlineData("other", true)]
    [InlineData("a", false)]
    public async Task AddAgent_MadeWithAnotherNameOrJournal_ThrowsWhenItIsAskedFor(string name, bool isHosts)
    {
        await using var provider = new ServiceCollection()
            .AddAgentFlow(flow => flow.AddAgent("a", services => new Agent(new ScriptedChatClient(), new AgentOptions { Name = name, Journal = isHosts ? services.GetRequiredService<IRunJournal>() : null })))
            .BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<Agent>());

        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAgent_WithMiddleware_ItStandsAroundTheAgent()
    {
        await using var provider = new ServiceCollection().AddAgentFlow(flow => flow.AddAgent("a", (_, _) => { }, _ => [TextRails.Length(3).OnInput()])).BuildServiceProvider();

        var result = await provider.GetRequiredService<Agent>().RunAsync("too long", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(RunOutcome.Blocked, result.Outcome);
    }

    [Fact]
    public void AddAgent_SameNameTwice_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddAgentFlow(flow => flow.AddAgent("a", (_, _) => { }).AddAgent("a", (_, _) => { })));

        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAgentFlow_NothingSaid_AnswersOffline()
    {
        await using var provider = new ServiceCollection().AddAgentFlow(flow => flow.AddAgent("a", (_, options) => options.Tools = [CalculatorTool.Create()])).BuildServiceProvider();

        var result = await provider.GetRequiredService<Agent>().RunAsync("What is 6 * 7?", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("42", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAgentFlow_ConfigurationNamesAModel_ItIsUsed()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("AgentFlow:Model", "nosuchprovider/x")]).Build();
        await using var provider = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddAgentFlow(flow => flow.AddAgent("a", (_, _) => { })).BuildServiceProvider();

        var error = Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<IChatClient>());

        Assert.Contains("nosuchprovider", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAgentFlow_ClientRegisteredByTheHost_IsKept()
    {
        var model = new ScriptedChatClient().Says("mine");
        await using var provider = new ServiceCollection().AddSingleton<IChatClient>(model).AddAgentFlow(flow => flow.AddAgent("a", (_, _) => { })).BuildServiceProvider();

        var result = await provider.GetRequiredService<Agent>().RunAsync("hi", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("mine", result.Text);
    }

    [Fact]
    public async Task UseSqlite_RunsAndNotes_AreInTheFile()
    {
        var folder = Directory.CreateTempSubdirectory("agentflow-");
        try
        {
            await using (var provider = new ServiceCollection().AddAgentFlow(flow => flow.UseSqlite(Path.Combine(folder.FullName, "x.db"))).BuildServiceProvider())
            {
                Assert.IsType<SqliteJournal>(provider.GetRequiredService<IRunJournal>());
                await provider.GetRequiredService<IKeyValueStore>().SetAsync("scope", "key", "value", TestContext.Current.CancellationToken);
            }
            await using var journal = new SqliteJournal(Path.Combine(folder.FullName, "x.db"));
            Assert.Equal("value", await journal.KeyValues.GetAsync("scope", "key", TestContext.Current.CancellationToken));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task AddAgent_ToolAsksForServices_GetsTheHosts()
    {
        var model = new ScriptedChatClient().Calls("who").Says("done");
        await using var provider = new ServiceCollection().AddSingleton<IChatClient>(model).AddSingleton(new Uri("test:it"))
            .AddAgentFlow(flow => flow.AddAgent("a", (_, options) => options.Tools = [Tool.Create((IServiceProvider services) => services.GetRequiredService<Uri>().ToString(), "who")]))
            .BuildServiceProvider();

        await provider.GetRequiredService<Agent>().RunAsync("hi", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("test:it", model.Requests[1].LastText);
    }

    [Fact]
    public void AddWorker_BadOptions_Throws() =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddAgentFlow(flow => flow.AddWorker(o => o.MaxConcurrentRuns = 0)));
}
