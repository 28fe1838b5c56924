using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.JavaScript;
using AgentFlow.Testing;

namespace AgentFlow.Snippets;

public static class JavaScriptSnippets
{
    public static async Task FirstScript()
    {
        // begin-snippet: script
        var host = new ScriptHost()
            .AddFunction("shop.orders", async (call, token) => await FindOrdersAsync((string)call[0]!, token));

        var result = await Script.RunAsync("""
            const [anna, ben] = await Promise.all([shop.orders("anna"), shop.orders("ben")]);
            return [...anna, ...ben].reduce((sum, order) => sum + order.total, 0);
            """, host, new ScriptLimits { Fuel = 1_000_000 });

        Console.WriteLine(result.Error?.ToString() ?? $"They spent {result.Value}.");
        // end-snippet

        Check((int)result.GetValueOrThrow()! == 60);
    }

    public static async Task Compiled()
    {
        // begin-snippet: script-compile
        var script = Script.Compile("export default function ({ price, count }) { return price * count; }");

        var first = await script.CallAsync(JsonElement.Parse("""{"price": 3, "count": 4}""")); // 12
        var second = await script.CallAsync(JsonElement.Parse("""{"price": 5, "count": 2}""")); // 10
        // end-snippet

        Check((int)first.GetValueOrThrow()! == 12 && (int)second.GetValueOrThrow()! == 10);
    }

    public static async Task Values()
    {
        // begin-snippet: script-values
        // record WordCount(string Word, int Times);
        var host = new ScriptHost().AddValue("input", JsonNode.Parse("""{"words": ["tea", "map", "tea"]}"""));

        var result = await Script.RunAsync("""
            interface Count { word: string; times: number }

            const groups = Object.groupBy(input.words as string[], word => word);
            const counts: Count[] = Object.entries(groups).map(([word, all]) => ({ word, times: all.length }));
            counts
            """, host);

        var counts = result.GetValueOrThrow().Deserialize<List<WordCount>>(JsonSerializerOptions.Web);
        // end-snippet

        Check(counts is [{ Word: "tea", Times: 2 }, { Word: "map", Times: 1 }]);
    }

    public static async Task HostFunctions()
    {
        // begin-snippet: script-functions
        var host = new ScriptHost { ParallelCalls = 4 }
            .AddFunction("stock.count", async (call, token) =>
                await CountAsync((string)call[0]!, token) ?? throw new ScriptHostException($"There is no article '{call[0]}'."))
            .AddImmediateFunction("money.round", call => Math.Round((decimal)call[0]!, 2));

        var result = await Script.RunAsync("""
            const names = ["tea", "map", "ink"];
            const counts = await Promise.allSettled(names.map(name => stock.count(name)));
            for (const { reason } of counts.filter(c => c.status === "rejected")) console.warn(reason.message);
            return money.round(counts.reduce((sum, c) => sum + (c.value ?? 0), 0) / 7);
            """, host);

        foreach (var line in result.Console)
            Console.WriteLine($"{line.Level}: {line.Text}"); // warn: There is no article 'ink'.
        // end-snippet

        Check(result.Console.Single().Text == "There is no article 'ink'." && (decimal)result.GetValueOrThrow()! == 1.14m && result.HostCalls == 4);
    }

    public static async Task Outcomes()
    {
        const string source = "while (true) {}";
        // begin-snippet: script-outcomes
        var result = await Script.RunAsync(source);
        var text = result.Outcome switch
        {
            ScriptCompleted completed => $"{completed.Value}",
            ScriptInvalid invalid => $"It is no program. {invalid.Error}",
            ScriptThrew threw => $"It threw. {threw.Error}",
            ScriptLimitReached { Limit: LimitKind.Fuel } reached => $"It did not come to an end. {reached.Error}",
            ScriptLimitReached reached => $"It wanted too much. {reached.Error}",
            ScriptDeadlocked deadlock => $"It waits for ever. {deadlock.Error}",
            var other => $"{other}",
        };
        // end-snippet

        Check(text == """
            It did not come to an end. LimitError: The script used up its 200,000,000 units of fuel. (line 1, column 1)
            > 1 | while (true) {}
                | ^^^^^
            """.ReplaceLineEndings("\n"));
    }

    public static async Task Mending()
    {
        // begin-snippet: script-errors
        var result = await Script.RunAsync("""
            const order = { lines: [] };
            return order.items.length;
            """);

        var forTheModel = $"The script failed. Correct it.\n{result.Error}";
        // end-snippet

        Check(forTheModel == """
            The script failed. Correct it.
            TypeError: Cannot read properties of undefined ('order.items') (reading 'length'). (line 2, column 20)
              1 | const order = { lines: [] };
            > 2 | return order.items.length;
                |                    ^^^^^^
            """.ReplaceLineEndings("\n"), forTheModel);
    }

    public static async Task ModelCode()
    {
        // begin-snippet: script-answer
        const string answer = "Here is the script:\n```ts\nasync function main(): Promise<number> {\n  return [1, 2, 3].at(-1)! * 14;\n}\n```\nIt returns 42.";
        var result = await Script.RunAsync(answer); // 42
        // end-snippet

        Check((int)result.GetValueOrThrow()! == 42);
    }

    public static async Task Repeatable()
    {
        // begin-snippet: script-repeatable
        var host = new ScriptHost
        {
            TimeProvider = new ManualTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)),
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"),
            RandomSeed = 7,
        };

        var first = await Script.RunAsync("return `${new Date().getHours()} ${Math.random()}`", host);
        var second = await Script.RunAsync("return `${new Date().getHours()} ${Math.random()}`", host);
        // end-snippet

        Check((string)first.GetValueOrThrow()! == (string)second.GetValueOrThrow()! && ((string)first.Value!).StartsWith("13 ", StringComparison.Ordinal));
        Check(first.Fuel == second.Fuel);
    }

    public static async Task Deadline()
    {
        var host = new ScriptHost().AddFunction("ask", async (_, token) =>
        {
            await Task.Yield();
            return "yes";
        });
        // begin-snippet: script-deadline
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));

        var result = await Script.RunAsync("return await ask('Go on?')", host, cancellationToken: deadline.Token);
        // end-snippet

        Check((string)result.GetValueOrThrow()! == "yes");
    }

    private static async Task<JsonNode?> FindOrdersAsync(string customer, CancellationToken token)
    {
        await Task.Yield();
        token.ThrowIfCancellationRequested();
        return JsonNode.Parse(customer == "anna" ? """[{"total": 10}, {"total": 20}]""" : """[{"total": 30}]""");
    }

    private static async Task<int?> CountAsync(string article, CancellationToken token)
    {
        await Task.Yield();
        token.ThrowIfCancellationRequested();
        return article switch { "tea" => 3, "map" => 5, _ => null };
    }

    private static void Check(bool holds, string? found = null)
    {
        if (!holds)
            throw new InvalidOperationException($"The page promises something else. {found}");
    }

    private sealed record WordCount(string Word, int Times);
}
