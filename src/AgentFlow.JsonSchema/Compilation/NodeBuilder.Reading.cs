using System.Text.Json;
using AgentFlow.JsonSchema.Evaluation;
using AgentFlow.JsonSchema.Patterns;

namespace AgentFlow.JsonSchema.Compilation;

/// <summary>Reads the values of keywords, and says precisely which one is not what the standard asks for.</summary>
internal sealed partial class NodeBuilder
{
    private SchemaException Invalid(Keyword keyword, JsonElement value, string expected) => Invalid(Keywords.NameOf(keyword), value, expected);

    private SchemaException Invalid(string keyword, JsonElement value, string expected) => new(
        SchemaErrorCode.InvalidKeyword,
        node.Resource.Document.Locate($"{node.Pointer}/{keyword}"),
        $"'{keyword}' must be {expected}, not {JsonWords.Show(value)}.");

    private SchemaNode ReadSchema(Keyword keyword, JsonElement value) => Child($"{node.Pointer}/{Keywords.NameOf(keyword)}", value);

    private SchemaNode Child(string pointer, JsonElement value)
    {
        var document = node.Resource.Document;
        var resource = document.Resources.Count > 1 ? document.Resources.GetValueOrDefault(pointer, node.Resource) : node.Resource;
        return compiler.NodeFor(document, resource, pointer, value);
    }

    private SchemaNode[] ReadSchemas(Keyword keyword, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
            throw Invalid(keyword, value, "an array of schemas that is not empty");
        return ReadItems(keyword, value);
    }

    private SchemaNode[] ReadItems(Keyword keyword, JsonElement value)
    {
        var prefix = $"{node.Pointer}/{Keywords.NameOf(keyword)}/";
        var schemas = new SchemaNode[value.GetArrayLength()];
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            schemas[index] = Child($"{prefix}{index}", item);
            index++;
        }
        return schemas;
    }

    private List<(string Name, SchemaNode Schema)> ReadSchemaMap(Keyword keyword, JsonElement value)
    {
        var prefix = $"{node.Pointer}/{Keywords.NameOf(keyword)}/";
        var schemas = new List<(string, SchemaNode)>();
        foreach (var member in ReadObject(keyword, value))
        {
            var name = JsonWords.NameOf(member);
            schemas.Add((name, Child(prefix + SchemaUri.EscapeToken(name), member.Value)));
        }
        return schemas;
    }

    private JsonElement.ObjectEnumerator ReadObject(Keyword keyword, JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : throw Invalid(keyword, value, "an object");

    private string ReadText(Keyword keyword, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? JsonWords.TextOf(value) : throw Invalid(keyword, value, "a string");

    private bool ReadBoolean(Keyword keyword, JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.ValueKind == JsonValueKind.True : throw Invalid(keyword, value, "a boolean");

    private JsonNumber.Stored ReadNumber(Keyword keyword, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? new JsonNumber.Stored(value.GetRawText()) : throw Invalid(keyword, value, "a number");

    /// <summary>A count; one beyond what memory can hold is as good as the largest.</summary>
    private int ReadCount(Keyword keyword, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            if (value.TryGetInt32(out var count) && count >= 0)
                return count;
            var number = new JsonNumber.Stored(value.GetRawText()).Value;
            if (number.IsInteger && !number.IsNegative)
                return number.Magnitude > 9 ? int.MaxValue : (int)value.GetDouble();
        }
        throw Invalid(keyword, value, "a whole number, zero or more");
    }

    private string[] ReadNames(string keyword, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            throw Invalid(keyword, value, "an array of strings");
        var names = new string[value.GetArrayLength()];
        var index = 0;
        foreach (var item in value.EnumerateArray())
            names[index++] = item.ValueKind == JsonValueKind.String ? JsonWords.TextOf(item) : throw Invalid(keyword, item, "an array of strings");
        return names;
    }

    private ValueSet ReadValues(Keyword keyword, IReadOnlyList<JsonElement> values)
    {
        try
        {
            return new ValueSet(values, isConst: keyword == Keyword.Const);
        }
        catch (FormatException exception)
        {
            throw new SchemaException(
                SchemaErrorCode.TooLarge, node.Resource.Document.Locate($"{node.Pointer}/{Keywords.NameOf(keyword)}"), exception.Message, exception);
        }
    }

    private TypeSet ReadTypes(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            return ReadType(value);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
            throw Invalid(Keyword.Type, value, "a type name or an array of them");
        var types = TypeSet.None;
        foreach (var item in value.EnumerateArray())
            types |= ReadType(item);
        return types;
    }

    private TypeSet ReadType(JsonElement value)
    {
        var type = value.ValueKind == JsonValueKind.String ? TypeSets.Parse(JsonWords.TextOf(value)) : TypeSet.None;
        return type != TypeSet.None ? type : throw Invalid(Keyword.Type, value, "one of string, number, integer, boolean, object, array, null");
    }

    private SchemaPattern ReadPattern(string pattern, string place)
    {
        try
        {
            return new SchemaPattern(pattern, compiler.Options.PatternTimeout);
        }
        catch (FormatException exception)
        {
            throw new SchemaException(
                SchemaErrorCode.InvalidPattern, node.Resource.Document.Locate($"{node.Pointer}/{place}"), exception.Message, exception);
        }
    }
}
