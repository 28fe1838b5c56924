using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Testing;

/// <summary>The arguments of a call as JSON, whoever made it.</summary>
internal static class CallText
{
    /// <summary>On one line, whatever layout it came in.</summary>
    public static string Compact(JsonElement arguments)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            arguments.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static JsonElement Of(IDictionary<string, object?>? arguments) => arguments switch
    {
        null => JsonElement.Parse("{}"),
        JsonArguments json => json.Original,
        _ => JsonSerializer.SerializeToElement(arguments, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IDictionary<string, object?>))),
    };
}
