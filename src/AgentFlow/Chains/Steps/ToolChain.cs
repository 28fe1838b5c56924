using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains.Steps;

/// <summary>A tool as a step: arguments in, its result as JSON out.</summary>
internal sealed class ToolChain<TIn>(AIFunction tool, Func<TIn, IEnumerable<KeyValuePair<string, object?>>> toArguments) : Chain<TIn, JsonElement>(tool.Name)
{
    protected internal override async ValueTask<JsonElement> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken)
    {
        var arguments = new AIFunctionArguments();
        foreach (var (name, value) in toArguments(input))
            arguments[name] = value;
        return ToJson(await tool.InvokeAsync(arguments, cancellationToken).ConfigureAwait(false));
    }

    private static JsonElement ToJson(object? result) => result switch
    {
        JsonElement json => json,
        null => JsonElement.Parse("null"),
        TextContent content => ToJson(content.Text),
        _ => JsonSerializer.SerializeToElement(result, AIJsonUtilities.DefaultOptions.GetTypeInfo(result.GetType())),
    };
}
