using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tools;

/// <summary>The arguments of a call as one JSON object, whatever the backend made of them.</summary>
internal static class ToolArguments
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    public static JsonElement AsJson(IDictionary<string, object?>? arguments) => arguments switch
    {
        null or { Count: 0 } => Empty,
        JsonArguments { IsChanged: false } json => json.Original,
        _ => JsonSerializer.SerializeToElement(arguments, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IDictionary<string, object?>))),
    };

    public static bool AreEqual(IDictionary<string, object?>? a, IDictionary<string, object?>? b) =>
        ReferenceEquals(a, b) || AreEqual(AsJson(a), AsJson(b));

    private static bool AreEqual(JsonElement a, JsonElement b)
    {
        if (JsonMarshal.GetRawUtf8Value(a).SequenceEqual(JsonMarshal.GetRawUtf8Value(b)))
            return true;
        try
        {
            return JsonElement.DeepEquals(a, b);
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or InvalidOperationException)
        {
            // An exponent of more than nine digits, or half a surrogate pair: only the same text is the same then.
            return false;
        }
    }
}
