using AgentFlow.Sandbox.Packs;

namespace AgentFlow.Benchmarks.Sandbox;

/// <summary>The tools that are measured: one that adds, and one with text, objects and a loop.</summary>
internal static class BenchmarkTools
{
    /// <summary>A script that holds a little data while it waits.</summary>
    public const string Waiter = """
        export default async function ({ id }) {
          const items = Array.from({ length: 20 }, (_, i) => ({ id: i, name: `item ${i}` }));
          const found = await lookup(id);
          return { sum: found + items.reduce((sum, item) => sum + item.id, 0) };
        }
        """;

    private const string Add = "export default ({ a, b }) => ({ sum: a + b });";

    private const string Invoice = """
        const rates = { food: 0.07, books: 0.07, other: 0.19 };

        function round(amount) {
          return Math.round(amount * 100) / 100;
        }

        export default function invoice({ customer, lines }) {
          const priced = lines.map(({ name, kind, price, count }) => {
            const net = price * (count ?? 1);
            return { name: name.trim(), net: round(net), tax: round(net * (rates[kind] ?? rates.other)) };
          });
          const total = priced.reduce((sum, line) => sum + line.net + line.tax, 0);
          return { customer: customer.toUpperCase(), lines: priced, total: round(total) };
        }
        """;

    public static ToolPack Load(string folder)
    {
        Write(folder, "add", Add, "\"properties\": { \"a\": { \"type\": \"number\" }, \"b\": { \"type\": \"number\" } }, \"required\": [\"a\", \"b\"]", "\"sum\"");
        Write(folder, "invoice", Invoice, """
            "properties": {
              "customer": { "type": "string", "minLength": 1 },
              "lines": { "type": "array", "minItems": 1, "items": {
                "type": "object",
                "properties": { "name": { "type": "string" }, "kind": { "enum": ["food", "books", "other"] }, "price": { "type": "number", "minimum": 0 }, "count": { "type": "integer" } },
                "required": ["name", "kind", "price"] } }
            },
            "required": ["customer", "lines"]
            """, "\"customer\", \"lines\", \"total\"");
        return ToolPack.Load(folder).ThrowIfInvalid();
    }

    public static string Arguments(string tool) => tool == "add" ? """{"a": 2, "b": 40}""" : """
        {"customer": "Ada", "lines": [{"name": " tea", "kind": "food", "price": 4.5, "count": 3}, {"name": "maps", "kind": "books", "price": 12.9}, {"name": "ink", "kind": "other", "price": 7, "count": 2}]}
        """;

    private static void Write(string folder, string name, string script, string parameters, string required)
    {
        var path = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        File.WriteAllText(Path.Combine(path, "tool.js"), script);
        File.WriteAllText(Path.Combine(path, "tool.json"), $$"""
            {
              "name": "{{name}}", "description": "A tool that is measured.", "version": "1.0.0", "effect": "pure",
              "parameters": { "type": "object", {{parameters}} },
              "result": { "type": "object", "required": [{{required}}] }
            }
            """);
    }
}
