using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;

namespace AgentFlow.Snippets;

public static class CompensationSnippets
{
    public static async Task Undo()
    {
        using var model = new ScriptedChatClient().Calls("book_hotel", """{"city":"Lisbon"}""").Throws(new TimeoutException("The model's server is down."));
        List<string> cancelled = [];
        // begin-snippet: compensation-undo
        var bookHotel = Tool.Create((string city, ToolContext call) => $"Booked in {city}, number {call.IdempotencyKey}", "book_hotel")
            .WithUndo((call, arguments, result, token) =>
            {
                cancelled.Add(call.IdempotencyKey); // asks the hotel to cancel that number, which may be asked twice
                return ValueTask.CompletedTask;
            }, ToolEffect.Keyed);
        var agent = new Agent(model, new AgentOptions { Tools = [bookHotel] });

        var runId = Guid.NewGuid().ToString("n");
        try
        {
            await agent.RunAsync(new RunRequest { Messages = [new(Microsoft.Extensions.AI.ChatRole.User, "A week in Lisbon")], RunId = runId });
        }
        catch (TimeoutException)
        {
            var undone = await agent.CompensateAsync(runId);
            foreach (var call in undone.Calls)
                Console.WriteLine($"{call.Tool}: {call.Outcome} {call.Error}"); // book_hotel: Undone
        }
        // end-snippet

        if (cancelled.Count != 1 || (await agent.LoadAsync(runId)).Completed?.Outcome != RunOutcome.Compensated)
            throw new InvalidOperationException("The page promises that the hotel is cancelled.");
    }

    public static void Automatic(AgentOptions options)
    {
        // begin-snippet: compensation-automatic
        options.ToolOptions.Compensation = CompensationTrigger.OnFailureOrCancellation;
        // end-snippet
    }

    public static async Task Errors()
    {
        using var model = new ScriptedChatClient().Calls("charge").Says("I could not charge you.");
        var charge = Tool.Create(string () => throw new ToolException("The card was declined."), "charge");
        // begin-snippet: tool-errors
        var agent = new Agent(model, new AgentOptions
        {
            Tools = [charge],
            ToolOptions = new()
            {
                Timeout = TimeSpan.FromSeconds(10),
                Errors = new() { Failed = ToolErrorAction.FailRun, TimedOut = ToolErrorAction.FailRun },
            },
        });

        try
        {
            await agent.RunAsync("Buy it.");
        }
        catch (ToolCallException error)
        {
            Console.WriteLine($"{error.Completed.Tool}: {error.Completed.Result}"); // charge: Tool 'charge' failed: The card was declined.
        }
        // end-snippet

        if (model.Remaining != 1)
            throw new InvalidOperationException("The page promises that the model is not told.");
    }
}
