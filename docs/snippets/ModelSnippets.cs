using AgentFlow.Models;
using Microsoft.Extensions.AI;

namespace AgentFlow.Snippets;

public static class ModelSnippets
{
    /// <summary>Needs a server, so it is compiled and not run: a method with a parameter is not.</summary>
    public static async Task ByName(string server)
    {
        Console.WriteLine(server);
        // begin-snippet: model-client
        using IChatClient model = ModelClient.Create("ollama/qwen3:8b");
        Console.WriteLine(await model.GetResponseAsync("Say hello."));
        // end-snippet
    }
}
