using System.Text.Json;
using AgentFlow.JsonSchema.Repair;

namespace AgentFlow.JsonSchema.Tests.Repair;

/// <summary>Checks a row of a table: a broken text, the JSON it means, and the kinds of fixes in their order.</summary>
internal static class RepairTable
{
    public static void Check(string text, string expected, string kinds, JsonRoot root = JsonRoot.Anything)
    {
        var result = JsonRepair.Parse(text, new JsonRepairOptions { Root = root });

        using var document = JsonDocument.Parse(expected);
        Assert.True(JsonElement.DeepEquals(document.RootElement, result.Value), $"Got {result.Value.GetRawText()}, fixes {Kinds(result)}");
        Assert.Equal(kinds, Kinds(result));
    }

    private static string Kinds(JsonRepairResult result) => string.Join(' ', result.Fixes.Select(fix => fix.Kind));
}
