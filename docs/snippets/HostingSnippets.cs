using AgentFlow.Agents;
using AgentFlow.Hosting.Schedules;
using AgentFlow.Tools;
using Microsoft.Extensions.DependencyInjection;

namespace AgentFlow.Snippets;

public static class HostingSnippets
{
    public static async Task Host()
    {
        // begin-snippet: hosting
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Services.AddAgentFlow(flow => flow
            .UseSqlite("worker.db")
            .AddAgent("clerk", (services, options) =>
            {
                options.Instructions = "You answer questions that need a calculation.";
                options.Tools = [CalculatorTool.Create()];
            })
            .AddWorker());
        using var host = builder.Build();
        await host.StartAsync();

        var agent = host.Services.GetRequiredService<Agent>();
        var runId = await agent.EnqueueAsync(RunRequest.FromText("What is 6 * 7?")); // the worker answers it
        // end-snippet

        while ((await agent.LoadAsync(runId)).Completed is null)
            await Task.Delay(20);
        await host.StopAsync();
    }

    public static void Schedule(Microsoft.Extensions.Hosting.HostApplicationBuilder builder)
    {
        // begin-snippet: hosting-schedule
        builder.Services.AddAgentFlow(flow => flow
            .UseSqlite("worker.db")
            .AddAgent("reporter", (services, options) => options.Instructions = "You report on the day's sales.")
            .AddSchedule("daily-report", "reporter", "0 18 * * mon-fri", time => RunRequest.FromText($"Report on the sales of {time:yyyy-MM-dd}."), options =>
            {
                options.TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
                options.Missed = MissedOccurrences.RunOnce;
            })
            .AddWorker());
        // end-snippet
    }
}
