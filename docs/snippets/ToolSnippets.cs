using System.ComponentModel;
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
}
