using AgentFlow.Agents;
using AgentFlow.Hosting.Schedules;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// A worker that has an agent do things by the clock. `NightShift` shows one night in a few seconds, on a clock that it moves itself; `NightShift --live` works by the real one, and
// several of them in as many terminals share the work: each time is answered once, and what a killed one leaves is taken over by another.
var isLive = args.Contains("--live");
var clock = new ManualTimeProvider(new DateTimeOffset(2026, 11, 20, 21, 50, 0, TimeSpan.Zero));
var stock = new Dictionary<Item, int> { [Item.Coffee] = 12, [Item.Tea] = 3 };
var file = isLive ? "nightshift.db" : Path.Combine(Path.GetTempPath(), $"nightshift-{Environment.ProcessId}.db");

var builder = Host.CreateApplicationBuilder();
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
if (!isLive)
{
    builder.Services.AddSingleton<TimeProvider>(clock);
    builder.Logging.ClearProviders();
}
builder.Services.AddAgentFlow(flow => flow
    .UseModel(Environment.GetEnvironmentVariable("AGENTFLOW_MODEL") ?? "offline")
    .UseSqlite(file)
    .AddAgent("warden", (_, options) =>
    {
        options.Instructions = "You watch over a warehouse at night.";
        options.Tools =
        [
            Tool.Create((Item item) => $"{stock[item]} boxes of {item} are in stock.", "check_stock", "Counts the boxes of an item in stock: coffee or tea.", ToolEffect.Pure),
            Tool.Create((Item item, int boxes, ToolContext call) => $"Ordered {boxes} boxes of {item}, order {call.IdempotencyKey}.", "order_boxes", "Orders a number of boxes of an item.", ToolEffect.Keyed),
        ];
    })
    .AddSchedule("stock", "warden", "0 22,2 * * *", _ => RunRequest.FromText("Check the stock of coffee."))
    .AddSchedule("order", "warden", "30 5 * * mon-sat", _ => RunRequest.FromText("Order 20 boxes of tea."), options => options.Missed = MissedOccurrences.RunOnce)
    .AddWorker());

using var host = builder.Build();
if (isLive)
{
    await host.RunAsync();
    return;
}

Console.WriteLine("One night, from 21:50 to 6:00, on a clock of its own; the offline model answers (it matches words, and is no language model).\n");
await host.StartAsync();
var journal = host.Services.GetRequiredService<IRunJournal>();
HashSet<string> shown = [];
while (clock.GetUtcNow().Day == 20 || clock.GetUtcNow().Hour < 6)
{
    clock.Advance(TimeSpan.FromMinutes(1));
    do
    {
        await Task.Delay(3);
        clock.Advance(TimeSpan.FromMilliseconds(100)); // the worker looks at the queue each second
    }
    while (await journal.ListAsync(new RunQuery()).AnyAsync(run => run.Status is RunStatus.Queued or RunStatus.Running));
    await ShowAsync();
}
await host.StopAsync();

async Task ShowAsync()
{
    var agent = host.Services.GetRequiredService<Agent>();
    await foreach (var run in journal.ListAsync(new RunQuery { OldestFirst = true }))
    {
        if (run.Status == RunStatus.Completed && shown.Add(run.RunId))
            Console.WriteLine($"{clock.GetUtcNow():HH:mm}  {run.RunId}: {(await agent.LoadAsync(run.RunId)).Completed!.Text}");
    }
}

internal enum Item
{
    Coffee,
    Tea,
}
