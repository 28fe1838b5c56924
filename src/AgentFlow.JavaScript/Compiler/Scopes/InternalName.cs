using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler.Scopes;

/// <summary>Names of variables that no source can spell: they share the scopes with the source's own.</summary>
internal static class InternalName
{
    public const string This = "this";
    public const string NewTarget = "new.target";
    public const string Arguments = "arguments";

    /// <summary>The running function object, for super.</summary>
    public const string Callee = "super";

    public static string Private(string name) => "#" + name;

    public static string PrivateMethod(string name, MethodKind kind) => $"#{name} {kind}";

    public static string FieldKey(Node field) => $"field {field.Start}";
}
