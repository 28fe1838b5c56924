using AgentFlow.Agents;
using AgentFlow.Sandbox.Packs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Snippets;

public static class ShippedPackSnippets
{
    public static Agent Load(IChatClient client, string folder)
    {
        // begin-snippet: shipped-packs
        var pack = ToolPack.Load(folder, new ToolPackOptions { Grants = { Clock = true, Random = true } });
        var agent = new Agent(client, new AgentOptions { Tools = [.. pack.Tools] });
        // end-snippet

        return agent;
    }
}
