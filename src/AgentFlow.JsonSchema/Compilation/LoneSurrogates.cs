using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using AgentFlow.JsonSchema.Repair;

namespace AgentFlow.JsonSchema.Compilation;

/// <summary>JSON can escape half of a surrogate pair, which stands for no character: a validator can compare it, but nobody can write it as text.</summary>
internal static class LoneSurrogates
{
    public static bool AreIn(JsonElement schema) => StrictJson.HasLoneSurrogate(JsonMarshal.GetRawUtf8Value(schema));

    /// <exception cref="SchemaException">A string or a name in the schema has one.</exception>
    public static void ThrowIfIn(JsonElement schema)
    {
        if (AreIn(schema))
            throw Error(schema);
    }

    public static SchemaException Error(JsonElement schema, Exception? cause = null)
    {
        var text = JsonMarshal.GetRawUtf8Value(schema);
        var at = StrictJson.IndexOfLoneSurrogate(text);
        return new SchemaException(SchemaErrorCode.InvalidKeyword, "",
            $"'{Encoding.UTF8.GetString(text.Slice(at, 6))}' at {new TextPositions(text).At(at)} is half of a surrogate pair and no character. Write the whole pair, or take it out.", cause);
    }
}
