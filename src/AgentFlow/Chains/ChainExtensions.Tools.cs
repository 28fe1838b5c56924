using System.Text.Json;
using AgentFlow.Chains.Steps;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

public static partial class ChainExtensions
{
    /// <summary>A tool as a chain from its arguments to its result as JSON.</summary>
    /// <param name="tool">The tool.</param>
    /// <exception cref="ArgumentException">The tool runs only with a person's consent, which a chain cannot ask for.</exception>
    public static Chain<IReadOnlyDictionary<string, object?>, JsonElement> AsChain(this AIFunction tool) =>
        new ToolChain<IReadOnlyDictionary<string, object?>>(WithoutApproval(tool), static arguments => arguments);

    /// <summary>This chain, and behind it a tool that takes its values as arguments.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <param name="first">The chain.</param>
    /// <param name="tool">The tool.</param>
    /// <exception cref="ArgumentException">The tool runs only with a person's consent, which a chain cannot ask for.</exception>
    public static Chain<TIn, JsonElement> Then<TIn>(this Chain<TIn, IReadOnlyDictionary<string, object?>> first, AIFunction tool) => first.Then(tool.AsChain());

    /// <summary>This chain, and behind it a tool that takes what it gives for an argument.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <typeparam name="TValue">What the argument is.</typeparam>
    /// <param name="first">The chain.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="parameter">The argument's name; null for the only one that the tool takes or requires.</param>
    /// <exception cref="ArgumentException">
    /// The tool has no such parameter, or more than one; or it runs only with a person's consent, which a chain cannot ask for.
    /// </exception>
    public static Chain<TIn, JsonElement> Then<TIn, TValue>(this Chain<TIn, TValue> first, AIFunction tool, string? parameter = null)
    {
        var name = FindParameter(WithoutApproval(tool), parameter);
        return first.Then(new ToolChain<TValue>(tool, value => [new(name, value)]));
    }

    /// <summary>This chain, and its JSON as text: a string as it is, anything else as JSON.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <param name="first">The chain.</param>
    public static Chain<TIn, string> AsText<TIn>(this Chain<TIn, JsonElement> first) =>
        first.Then(new TextChain<JsonElement>(static json => json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText()));

    private static AIFunction WithoutApproval(AIFunction tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return tool.GetService<ApprovalRequiredAIFunction>() is null
            ? tool
            : throw new ArgumentException($"Tool '{tool.Name}' runs only with a person's consent, which a chain cannot ask for. Give it to an agent.", nameof(tool));
    }

    private static string FindParameter(AIFunction tool, string? parameter)
    {
        var properties = tool.JsonSchema.TryGetProperty("properties", out var all) ? all.EnumerateObject().Select(p => p.Name).ToList() : [];
        if (parameter is not null)
        {
            return properties.Contains(parameter)
                ? parameter
                : throw new ArgumentException($"Tool '{tool.Name}' has no parameter '{parameter}'. It has: {string.Join(", ", properties)}.", nameof(parameter));
        }
        var required = tool.JsonSchema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()!).ToList() : [];
        return required.Count == 1 ? required[0]
            : properties.Count == 1 ? properties[0]
            : throw new ArgumentException($"Tool '{tool.Name}' takes {(properties.Count == 0 ? "no arguments" : string.Join(", ", properties))}. Name the parameter that gets the value, or give it a dictionary of arguments.", nameof(parameter));
    }
}
