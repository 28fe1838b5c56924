using System.Diagnostics.CodeAnalysis;

namespace AgentFlow.Output.Json;

/// <summary>The parser of a type that is named and nothing more, made at the first use.</summary>
internal static class JsonOutputs<T>
{
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Reached only through a property that requires unreferenced code.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Reached only through a property that requires dynamic code.")]
    private static readonly Lazy<JsonOutputParser<T>> Made = new(static () => AgentFlow.Output.Parse.Json<T>());

    public static JsonOutputParser<T> Parser
    {
        [RequiresUnreferencedCode("Reads the type by reflection.")]
        [RequiresDynamicCode("Reads the type by reflection.")]
        get => Made.Value;
    }
}
