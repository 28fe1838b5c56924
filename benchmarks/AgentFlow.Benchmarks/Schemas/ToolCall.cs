using System.Text;

namespace AgentFlow.Benchmarks.Schemas;

/// <summary>A typical call of a tool with ten parameters, and the schema of them.</summary>
internal static class ToolCall
{
    public const string Schema = """
        {
          "type": "object",
          "properties": {
            "title": { "type": "string", "description": "The title of the event.", "minLength": 1, "maxLength": 120 },
            "description": { "type": "string" },
            "start": { "type": "string", "format": "date-time" },
            "durationMinutes": { "type": "integer", "minimum": 5, "maximum": 1440 },
            "kind": { "enum": ["meeting", "call", "focus", "travel"] },
            "attendees": { "type": "array", "items": { "type": "string" }, "maxItems": 50 },
            "isOnline": { "type": "boolean" },
            "priority": { "type": "integer", "minimum": 1, "maximum": 5 },
            "budget": { "type": "number", "minimum": 0 },
            "place": {
              "type": "object",
              "properties": { "city": { "type": "string" }, "room": { "type": "string" } },
              "required": ["city"],
              "additionalProperties": false
            }
          },
          "required": ["title", "start", "durationMinutes", "kind"],
          "additionalProperties": false
        }
        """;

    public const string Arguments = """
        {"title":"Quarterly review","description":"Figures of the third quarter and the plan for the next","start":"2026-03-14T09:30:00Z","durationMinutes":90,"kind":"meeting","attendees":["ada@example.com","grace@example.com","alan@example.com"],"isOnline":false,"priority":2,"budget":125.5,"place":{"city":"Oslo","room":"Fjord"}}
        """;

    public static byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(Arguments);

    /// <summary>A document of about the given size: an array of calls.</summary>
    public static byte[] Document(int bytes)
    {
        var text = new StringBuilder("[").Append(Arguments);
        while (text.Length < bytes)
            text.Append(',').Append(Arguments);
        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }
}
