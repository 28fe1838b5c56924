using AgentFlow.Output;
using AgentFlow.Prompts;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains.Routing;

/// <summary>Asks a model which route an input takes. An answer that names none goes back to it; one that names none even then means none.</summary>
internal sealed class ModelChooser<TIn>(IChatClient client, Func<TIn, string> text, IReadOnlyList<(string Name, string Description)> routes, PromptTemplate prompt)
    : Chain<TIn, string?>("choose")
{
    private readonly string _default = NameOfNone(routes);

    private readonly string _routes = string.Join('\n', routes.Select(r => $"- {r.Name}: {r.Description}"));

    private readonly RouteParser _parser = new([.. routes.Select(r => r.Name), NameOfNone(routes)]);

    protected internal override async ValueTask<string?> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken)
    {
        var question = prompt.Format(("routes", _routes), ("default", _default), ("input", text(input)));
        try
        {
            var name = await context.Watch(client).GetAsync<string>([new ChatMessage(ChatRole.User, question)], _parser, cancellationToken: cancellationToken).ConfigureAwait(false);
            return name == _default ? null : name;
        }
        catch (OutputParserException)
        {
            // The model was shown its mistake and makes it still: whatever fits, it cannot tell, and there is a chain for inputs that nothing fits.
            return null;
        }
    }

    private static string NameOfNone(IReadOnlyList<(string Name, string Description)> routes)
    {
        var name = "DEFAULT";
        while (routes.Any(r => string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase)))
            name += "_";
        return name;
    }
}
