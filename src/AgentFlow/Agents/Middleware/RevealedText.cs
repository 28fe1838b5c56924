using System.Text.Json;

namespace AgentFlow.Agents.Middleware;

/// <summary>What is put back into a text that is JSON is put into its texts, so that it stays JSON.</summary>
internal static class RevealedText
{
    public static async ValueTask<string> OfJsonAsync(string text, Func<string, ValueTask<string>> reveal)
    {
        JsonElement json;
        try
        {
            json = JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return await reveal(text).ConfigureAwait(false); // The model did not keep to JSON, or there is more around it.
        }
        var revealed = await JsonStrings.MapAsync(json, reveal).ConfigureAwait(false);
        var raw = revealed.GetRawText();
        return raw == json.GetRawText() ? text : raw;
    }
}
