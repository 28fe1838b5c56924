using System.ComponentModel;
using AgentFlow.Agents;
using AgentFlow.Models;
using AgentFlow.Tools;

namespace AgentFlow.Snippets;

public static class ToolSnippets
{
    public static async Task CreateTool()
    {
        // begin-snippet: create-a-tool
        var milesToKm = Tool.Create(
            ([Description("A distance in miles.")] double miles) => Math.Round(miles * 1.609344, 2),
            name: "miles_to_km",
            description: "Converts miles to kilometres.",
            effect: ToolEffect.Pure);

        var kilometres = await milesToKm.InvokeAsync(new() { ["miles"] = 26.2 }); // 42.16
        // end-snippet

        if ($"{kilometres}" != "42.16")
            throw new InvalidOperationException($"The page promises 42.16, and the tool says '{kilometres}'.");
    }

    public static async Task BuiltIn()
    {
        using var client = ModelClient.Create("offline");
        // begin-snippet: built-in-tools
        var agent = new Agent(client, new AgentOptions
        {
            Tools = [CalculatorTool.Create(), UnitConversionTool.Create(), .. DateTimeTools.Create(), .. NotesTools.Create(new InMemoryKeyValueStore())],
        });
        // end-snippet

        if (!(await agent.RunAsync("What is 6 * 7?")).Text.Contains("42", StringComparison.Ordinal))
            throw new InvalidOperationException("6 * 7 is 42.");
    }
}
