using AgentFlow.Agents;
using AgentFlow.Prompts;
using AgentFlow.Tools;
using AgentFlow.Tools.Prompted;
using Microsoft.Extensions.AI;

namespace AgentFlow.Snippets;

public static class PromptedToolSnippets
{
    public static async Task<string> UsePromptedTools(IChatClient textModel)
    {
        // begin-snippet: prompted-tools
        var weather = Tool.Create((string city) => $"Sun in {city}.", "get_weather", "The weather of a city.", ToolEffect.Pure);

        var agent = new Agent(textModel.UsePromptedTools(), new AgentOptions { Tools = [weather] });
        var result = await agent.RunAsync("Do I need an umbrella in Oslo?");
        // end-snippet
        return result.Text;
    }

    public static PromptedToolCallingChatClient ReplacePrompts(IChatClient textModel)
    {
        // begin-snippet: prompted-tools-prompts
        var model = textModel.UsePromptedTools(new PromptedToolPrompts
        {
            Instructions = PromptTemplate.Parse("Answer the question, or call one of these tools:\n{tools}\nTo call one, write\nAction: its name\nAction Input: its arguments as JSON"),
            Call = PromptTemplate.Parse("Action: {name}\nAction Input: {arguments}"),
            Result = PromptTemplate.Parse("Observation: {result}"),
        });
        // end-snippet
        return model;
    }
}
