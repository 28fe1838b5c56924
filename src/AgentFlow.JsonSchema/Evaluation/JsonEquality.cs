using System.Runtime.InteropServices;
using System.Text.Json;

namespace AgentFlow.JsonSchema.Evaluation;

/// <summary>Whether two values are equal as JSON, also where <see cref="JsonElement.DeepEquals"/> throws.</summary>
internal static class JsonEquality
{
    public static bool AreEqual(JsonElement left, JsonElement right)
    {
        if (JsonMarshal.GetRawUtf8Value(left).SequenceEqual(JsonMarshal.GetRawUtf8Value(right)))
            return true;
        try
        {
            return JsonElement.DeepEquals(left, right);
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or InvalidOperationException)
        {
            // An exponent of more than nine digits, or half a surrogate pair: only the same text is the same then.
            return false;
        }
    }
}
