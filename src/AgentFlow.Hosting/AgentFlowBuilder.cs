using AgentFlow.Agents;
using AgentFlow.Agents.Middleware;
using AgentFlow.Agents.Planning;
using AgentFlow.Hosting.Schedules;
using AgentFlow.Models;
using AgentFlow.Prompts;
using AgentFlow.Runs;
using AgentFlow.Sandbox.Packs;
using AgentFlow.Sqlite;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace AgentFlow.Hosting;

/// <summary>What a host's agents are made of. Every method returns the builder.</summary>
public sealed partial class AgentFlowBuilder
{
    internal AgentFlowBuilder(IServiceCollection services) => Services = services;

    /// <summary>The host's services, for whatever this builder does not cover.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Names the model, in place of the one that configuration names.</summary>
    /// <param name="model">Provider and model, such as <c>ollama/llama3.2</c>, <c>openai/gpt-4o-mini</c> or <c>offline</c>.</param>
    public AgentFlowBuilder UseModel(string model)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        Services.AddSingleton<IChatClient>(_ => ModelClient.Create(model));
        return this;
    }

    /// <summary>Keeps runs, sessions and what tools remember in one SQLite file. It is closed with the host.</summary>
    /// <param name="path">The file; made when it is missing.</param>
    /// <param name="options">Durability and the like; null for the defaults.</param>
    public AgentFlowBuilder UseSqlite(string path, SqliteJournalOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Services.AddSingleton(_ => new SqliteJournal(path, options));
        Services.AddSingleton<IRunJournal>(provider => provider.GetRequiredService<SqliteJournal>());
        Services.AddSingleton(provider => provider.GetRequiredService<SqliteJournal>().KeyValues);
        Services.AddSingleton(provider => provider.GetRequiredService<SqliteJournal>().Leases);
        return this;
    }

    /// <summary>
    /// Adds a folder of <c>*.prompt.md</c> files, read again whenever one changes: <see cref="PromptLibrary"/> is then a service that is asked for anew at each use, and
    /// <see cref="PromptFolder"/> one that tells of changes. Prompts with the name of a built-in one replace it in agents that are made from then on.
    /// </summary>
    /// <param name="folder">The folder. Its files are checked now.</param>
    /// <exception cref="PromptFileException">Files cannot be used; says where.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public AgentFlowBuilder AddPrompts(string folder)
    {
        _ = PromptLibrary.Load(folder);
        Services.AddSingleton(provider => new PromptFolder(folder, provider.GetRequiredService<TimeProvider>(), provider.GetService<ILogger<PromptFolder>>()));
        Services.AddTransient(provider => provider.GetRequiredService<PromptFolder>().Current);
        return this;
    }

    /// <summary>
    /// Adds a folder of sandboxed tools, read again whenever a file changes: <see cref="ToolPackFolder"/> is then a service, whose <see cref="ToolPackFolder.Tools"/> go into the
    /// options of agents. A tool that cannot be used is logged and takes no other down.
    /// </summary>
    /// <param name="folder">The folder of the tools' folders.</param>
    /// <param name="configure">Says what the host allows: grants, limits, signatures. Nothing is granted by default; the clock is filled in already.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public AgentFlowBuilder AddToolPacks(string folder, Action<IServiceProvider, ToolPackOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder '{folder}' to read tools from. Make it, or give the path of another.");
        Services.AddSingleton(provider =>
        {
            var options = new ToolPackOptions { Grants = { TimeProvider = provider.GetRequiredService<TimeProvider>() } };
            configure?.Invoke(provider, options);
            return new ToolPackFolder(folder, options, provider.GetService<ILogger<ToolPackFolder>>());
        });
        return this;
    }

    /// <summary>Adds an agent, to be had as a keyed service of type <see cref="Agent"/>; the first one also without a key.</summary>
    /// <param name="name">Its name, unique in the host; runs carry it.</param>
    /// <param name="configure">Sets its options. Journal and services are filled in already.</param>
    /// <param name="middleware">What stands around it, the outermost first, such as guardrails; asked once, when the agent is made. Null for nothing.</param>
    public AgentFlowBuilder AddAgent(string name, Action<IServiceProvider, AgentOptions> configure, Func<IServiceProvider, IEnumerable<AgentMiddleware>>? middleware = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return AddAgent(name, provider => CreateAgent(provider, name, configure, middleware));
    }

    /// <summary>Adds an agent that something else makes, such as a team, to be had as a keyed service of type <see cref="Agent"/>; the first one also without a key.</summary>
    /// <param name="name">Its name, unique in the host; the agent that is made must have it.</param>
    /// <param name="create">Makes it, once. Its journal must be the host's, which is a service, because its queued runs are looked for there.</param>
    public AgentFlowBuilder AddAgent(string name, Func<IServiceProvider, Agent> create)
    {
        Add(name, create);
        Services.TryAddSingleton(provider => provider.GetRequiredKeyedService<Agent>(name));
        return this;
    }

    /// <summary>Adds an agent that plans, to be had as a keyed service of type <see cref="PlanAndExecuteAgent"/>; the first one also without a key. A worker finishes its runs like those of agents.</summary>
    /// <param name="name">Its name, unique in the host among agents of every kind; the one that is made must have it.</param>
    /// <param name="create">Makes it, once. Its journal must be the host's, which is a service, because its queued runs are looked for there.</param>
    public AgentFlowBuilder AddPlanner(string name, Func<IServiceProvider, PlanAndExecuteAgent> create)
    {
        Add(name, create);
        Services.TryAddSingleton(provider => provider.GetRequiredKeyedService<PlanAndExecuteAgent>(name));
        return this;
    }

    private void Add<T>(string name, Func<IServiceProvider, T> create) where T : class, IResumable
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);
        if (Services.Any(s => s.ServiceType == typeof(AgentName) && ((AgentName)s.ImplementationInstance!).Name == name))
            throw new ArgumentException($"There is an agent '{name}' already. Names must differ, because a run finds its agent by the name.", nameof(name));
        Services.AddSingleton(new AgentName(name));
        Services.AddKeyedSingleton(name, (provider, _) => Check(provider, name, create(provider)));
        Services.AddKeyedSingleton<IResumable>(name, (provider, _) => provider.GetRequiredKeyedService<T>(name));
    }

    /// <summary>Adds the worker that takes queued runs, and those that a crash cut off, from the journal and finishes them.</summary>
    /// <param name="configure">Changes its options.</param>
    public AgentFlowBuilder AddWorker(Action<RunWorkerOptions>? configure = null)
    {
        var options = new RunWorkerOptions();
        configure?.Invoke(options);
        options.ThrowIfInvalid();
        Services.AddSingleton(options);
        Services.AddHostedService<RunWorker>();
        return this;
    }

    /// <summary>
    /// Has an agent asked again and again, at the times of a cron line. Of several workers on one journal one asks, because a run's id is made of the schedule's name and the time.
    /// The run is put into the queue; a worker (<see cref="AddWorker"/>) answers it.
    /// </summary>
    /// <param name="name">The schedule's name, unique in the host: the runs' ids begin with it.</param>
    /// <param name="agent">The agent's name.</param>
    /// <param name="cron">When: minute, hour, day of month, month, day of week, or such as <c>@daily</c>; see <see cref="CronExpression"/>.</param>
    /// <param name="request">What is asked at a time. The id of the run is set by the schedule.</param>
    /// <param name="configure">Changes zone and what becomes of missed times.</param>
    /// <exception cref="FormatException">The cron line cannot be read; says where.</exception>
    /// <exception cref="ArgumentException">There is a schedule of that name.</exception>
    public AgentFlowBuilder AddSchedule(string name, string agent, string cron, Func<DateTimeOffset, RunRequest> request, Action<ScheduleOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(agent);
        ArgumentNullException.ThrowIfNull(request);
        if (Services.Any(s => s.ServiceType == typeof(Schedule) && ((Schedule)s.ImplementationInstance!).Name == name))
            throw new ArgumentException($"There is a schedule '{name}' already. Names must differ, because the ids of the runs are made of them.", nameof(name));
        var options = new ScheduleOptions();
        configure?.Invoke(options);
        Services.AddSingleton(new Schedule(name, agent, CronExpression.Parse(cron), request, options.TimeZone, options.Missed));
        if (Services.All(s => s.ImplementationType != typeof(Scheduler)))
            Services.AddHostedService<Scheduler>();
        return this;
    }

    internal void AddDefaults()
    {
        Services.TryAddSingleton(TimeProvider.System);
        Services.TryAddSingleton<IRunJournal>(provider => new InMemoryJournal(provider.GetRequiredService<TimeProvider>()));
        Services.TryAddSingleton<ILeaseStore>(provider => new InMemoryLeaseStore(provider.GetRequiredService<TimeProvider>()));
        Services.TryAddSingleton<Tools.IKeyValueStore, Tools.InMemoryKeyValueStore>();
        Services.TryAddSingleton(CreateClient);
    }

    /// <summary>The model that configuration names. A host that names none still runs, and says what with.</summary>
    private static IChatClient CreateClient(IServiceProvider provider)
    {
        var configuration = provider.GetService<IConfiguration>();
        if (configuration?.GetSection(ModelClient.ConfigurationSection).Exists() == true)
            return ModelClient.Create(configuration);
        if (Environment.GetEnvironmentVariable(ModelClient.ModelVariable) is { Length: > 0 } name)
            return ModelClient.Create(name);
        if (provider.GetService<ILogger<AgentFlowBuilder>>() is { } logger)
            LogOffline(logger, ModelClient.ConfigurationSection, ModelClient.ModelVariable);
        return ModelClient.Create("offline");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No model is configured, so the offline one answers; it matches words and is no language model. Set {Section} or {Variable}.")]
    private static partial void LogOffline(ILogger logger, string section, string variable);

    private static Agent CreateAgent(IServiceProvider provider, string name, Action<IServiceProvider, AgentOptions> configure, Func<IServiceProvider, IEnumerable<AgentMiddleware>>? middleware)
    {
        var options = new AgentOptions
        {
            Name = name,
            Journal = provider.GetRequiredService<IRunJournal>(),
            TimeProvider = provider.GetRequiredService<TimeProvider>(),
            ToolOptions = { Services = provider },
            Prompts = provider.GetService<PromptLibrary>() is { } library ? new AgentPrompts(library) : new AgentPrompts(),
        };
        configure(provider, options);
        var agent = new Agent(provider.GetRequiredService<IChatClient>(), options);
        return middleware is null ? agent : agent.Use([.. middleware(provider)]);
    }

    private static T Check<T>(IServiceProvider provider, string name, T agent) where T : class, IResumable
    {
        if (agent.Name != name)
            throw new InvalidOperationException($"Agent '{name}' is named '{agent.Name}' in its options. Give both the same name.");
        return ReferenceEquals(agent.Journal, provider.GetRequiredService<IRunJournal>()) ? agent : throw new InvalidOperationException(
            $"Agent '{name}' has a journal of its own, in which nobody would look for its queued runs. Give it the host's, which is the service {nameof(IRunJournal)}.");
    }
}
