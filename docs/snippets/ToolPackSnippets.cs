using AgentFlow.Agents;
using AgentFlow.Hosting;
using AgentFlow.Sandbox.Packs;
using AgentFlow.Sandbox.Permissions;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.DependencyInjection;

namespace AgentFlow.Snippets;

public static class ToolPackSnippets
{
    public static async Task Load()
    {
        using var tools = new ExampleTools();
        var folder = tools.Folder;
        var client = new ScriptedChatClient().Calls("price_with_tax", """{"net": 100, "country": "DE"}""").Says("It costs 119.");

        // begin-snippet: tool-packs
        var pack = ToolPack.Load(folder).ThrowIfInvalid();
        var agent = new Agent(client, new AgentOptions { Tools = [.. pack.Tools] });

        var answer = await agent.RunAsync("What does a thing of 100 euros cost in Germany with tax?");
        // end-snippet

        Check(answer.Text == "It costs 119." && client.Requests[1].Messages[^1].Contents.OfType<Microsoft.Extensions.AI.FunctionResultContent>().Single().Result?.ToString() == "{\"gross\":119}");
    }

    public static async Task Allow()
    {
        using var tools = new ExampleTools();
        var folder = tools.Folder;
        var store = new InMemoryKeyValueStore();
        var pins = Path.Combine(folder, "..", Path.GetFileName(folder) + ".json");
        ToolSignatures.Write(ToolPack.Load(folder), pins);

        // begin-snippet: tool-packs-options
        var pack = ToolPack.Load(folder, new ToolPackOptions
        {
            Grants =
            {
                Net = new NetGrant { Hosts = ["api.example.org"] },
                KeyValues = new KeyValueGrant { Store = store },
                Clock = true,
            },
            Limits = { Fuel = 20_000_000, Memory = 16 << 20, Time = TimeSpan.FromSeconds(2) },
            AllowedSignatures = ToolSignatures.Read(pins),
        });

        foreach (var problem in pack.Problems)
            Console.Error.WriteLine(problem); // tools/price/tool.json:6:3: Unknown key 'effct'. Did you mean 'effect'?
        // end-snippet

        File.Delete(pins);
        Check(pack.Tools.Count == 1);
        await Task.CompletedTask;
    }

    public static async Task Test()
    {
        using var tools = new ExampleTools();
        var folder = tools.Folder;

        // begin-snippet: tool-packs-test
        var pack = ToolPack.Load(folder);
        await foreach (var result in pack.TestAsync())
            Console.WriteLine($"{(result.Passed ? "passed" : "FAILED")} {result.Tool}: {result.Test} {result.Failure}");
        // end-snippet

        await foreach (var result in pack.TestAsync())
            Check(result.Passed);
    }

    public static async Task Sign()
    {
        using var tools = new ExampleTools();
        var folder = tools.Folder;

        // begin-snippet: tool-packs-sign
        ToolSignatures.Write(ToolPack.Load(folder), Path.Combine(folder, ToolSignatures.FileName));
        // end-snippet

        Check(ToolPack.Load(folder).ThrowIfInvalid().Tools.Count == 1);
        await Task.CompletedTask;
    }

    public static async Task Host()
    {
        using var tools = new ExampleTools();
        var folder = tools.Folder;
        var services = new ServiceCollection();

        // begin-snippet: tool-packs-host
        services.AddAgentFlow(flow => flow
            .AddToolPacks(folder, (provider, options) => options.Grants.KeyValues = new KeyValueGrant { Store = provider.GetRequiredService<IKeyValueStore>() })
            .AddAgent("clerk", (provider, options) => options.Tools = [.. provider.GetRequiredService<ToolPackFolder>().Tools]));
        // end-snippet

        await using var host = services.AddSingleton<Microsoft.Extensions.AI.IChatClient>(new ScriptedChatClient()).BuildServiceProvider();
        Check(host.GetRequiredService<Agent>() is not null && host.GetRequiredService<ToolPackFolder>().Tools.Count == 1);
    }

    private static void Check(bool holds)
    {
        if (!holds)
            throw new InvalidOperationException("The snippet does not do what the page says.");
    }

    /// <summary>The tool that docs/tools.md shows.</summary>
    private sealed class ExampleTools : IDisposable
    {
        public ExampleTools()
        {
            var tool = Directory.CreateDirectory(Path.Combine(Folder, "price")).FullName;
            File.WriteAllText(Path.Combine(tool, "tool.json"), """
                {
                  "name": "price_with_tax",
                  "description": "Adds the value-added tax of a country to a net price.",
                  "version": "1.0.0",
                  "parameters": {
                    "type": "object",
                    "properties": {
                      "net": { "type": "number", "minimum": 0 },
                      "country": { "type": "string", "description": "Two letters, such as DE." }
                    },
                    "required": ["net", "country"]
                  },
                  "result": { "type": "object", "properties": { "gross": { "type": "number" } }, "required": ["gross"] },
                  "effect": "pure"
                }
                """);
            File.WriteAllText(Path.Combine(tool, "tool.js"), """
                const rates = { DE: 0.19, FR: 0.2, LU: 0.17 };

                export default function ({ net, country }) {
                  const rate = rates[country.toUpperCase()];
                  if (rate === undefined) throw new Error(`There is no rate for '${country}'. Known: ${Object.keys(rates).join(", ")}.`);
                  return { gross: Math.round(net * (1 + rate) * 100) / 100 };
                }
                """);
            File.WriteAllText(Path.Combine(tool, "tests.json"), """
                [
                  { "name": "Germany", "arguments": { "net": 100, "country": "DE" }, "result": { "gross": 119 } },
                  { "name": "no such country", "arguments": { "net": 1, "country": "XX" }, "error": "There is no rate for 'XX'" }
                ]
                """);
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("agentflow-").FullName;

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
