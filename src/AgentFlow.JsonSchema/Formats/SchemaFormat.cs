namespace AgentFlow.JsonSchema.Compilation;

/// <summary>A format that asserts.</summary>
internal sealed class SchemaFormat(string description, Func<string, bool> isMatch)
{
    public string Description { get; } = description;

    public static SchemaFormat? Find(string name, SchemaDialect dialect) => null;

    public bool IsMatch(ReadOnlySpan<byte> raw) => isMatch(Evaluation.JsonText.ToText(raw));
}
