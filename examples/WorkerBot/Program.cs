using AgentFlow.Agents;
using AgentFlow.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// A service that answers what is put into its queue, also what a crash or a restart cut off.
// `WorkerBot` works; `WorkerBot ask "..."`, in another terminal, puts a question into the queue and waits for the answer.
var builder = Host.CreateApplicationBuilder(args);
var isAsking = args is ["ask", _];
builder.Services.AddAgentFlow(flow =>
{
    flow.UseSqlite(builder.Configuration["Db"] ?? "worker.db");
    flow.AddAgent("clerk", (services, options) =>
    {
        options.Instructions = "You answer questions that need a calculation, a conversion or a date.";
        options.Tools = [CalculatorTool.Create(), UnitConversionTool.Create(), .. DateTimeTools.Create(services.GetRequiredService<TimeProvider>())];
    });
    if (!isAsking)
        flow.AddWorker();
});

using var host = builder.Build();
if (!isAsking)
{
    await host.RunAsync();
    return 0;
}

var agent = host.Services.GetRequiredService<Agent>();
var runId = await agent.EnqueueAsync(RunRequest.FromText(args[1]));
Console.WriteLine($"Queued as run {runId}. Waiting for the worker; Ctrl+C leaves it in the queue.");
while (true)
{
    var run = await agent.LoadAsync(runId);
    if (run.Completed is not null)
    {
        Console.WriteLine(run.Completed.Text);
        return 0;
    }
    if (run.Failure is not null)
    {
        Console.Error.WriteLine($"It failed: {run.Failure.Message}");
        return 1;
    }
    await Task.Delay(TimeSpan.FromMilliseconds(200));
}
