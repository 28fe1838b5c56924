using System.Text.Json;
using AgentFlow.JsonSchema.Coercion;

namespace AgentFlow.JsonSchema.Tests.Coercion;

/// <summary>Checks a row of a table: a schema, a value, the value it becomes, and the kinds and places of the changes in their order.</summary>
internal static class CoercionTable
{
    public static void Check(string schema, string value, string expected, string changes, ArgumentCoercionOptions? options = null)
    {
        var before = Parse(value);

        var result = ArgumentCoercer.Compile(Parse(schema), options).Coerce(before);

        Assert.Equal(expected, result.Value.GetRawText());
        Assert.Equal(changes, string.Join(' ', result.Changes.Select(change => $"{change.Kind}@{change.InstancePointer}")));
        Assert.All(result.Changes, change => Assert.NotEmpty(change.Message));
        if (changes.Length == 0)
            Assert.Equal(before, result.Value);
    }

    public static JsonElement Parse(string json) => JsonElement.Parse(json);
}
