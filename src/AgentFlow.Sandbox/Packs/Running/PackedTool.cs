using System.Text.Json;
using AgentFlow.Sandbox.Permissions;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sandbox.Packs;

/// <summary>A pack as an agent calls it. It stays the same function when a newer version of the pack, with the same contract, takes over.</summary>
internal sealed class PackedTool(Pack pack, PackHost host, ToolPackPrompts prompts) : AIFunction, ICallsTools
{
    private volatile Version _current = new(pack, host);

    public Pack Pack => _current.Pack;

    public IEnumerable<AIFunction> CalledTools => _current.Host.CalledTools;

    public override string Name => Pack.Manifest.Name;

    public override string Description => Pack.Manifest.Description;

    public override JsonElement JsonSchema => Pack.Manifest.Parameters;

    public override JsonElement? ReturnJsonSchema => Pack.Manifest.Result;

    /// <summary>Whether agents that were given the other version would notice nothing but what it does and how it is described.</summary>
    public bool HasContractOf(Pack other)
    {
        var (mine, theirs) = (Pack.Manifest, other.Manifest);
        return mine.Name == theirs.Name && mine.Effect == theirs.Effect && mine.NeedsApproval == theirs.NeedsApproval && mine.IsUntrusted == theirs.IsUntrusted
            && JsonElement.DeepEquals(mine.Parameters, theirs.Parameters);
    }

    /// <summary>
    /// Lets another version answer the calls from now on; those under way end with the version that they began with, and so its connections are not closed here: they
    /// close by themselves when nobody has used them for a while.
    /// </summary>
    public void Switch(Pack pack, PackHost host) => _current = new(pack, host);

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var version = _current;
        using var stop = version.Host.CallsTools ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken) : null;
        if (stop is not null)
            cancellationToken = stop.Token;
        var call = new SandboxCall { Tool = Name, Context = ToolContext.From(arguments), Stop = stop is null ? null : stop.Cancel };
        return await PackRun.InvokeAsync(version.Pack, version.Host.For(call), ArgumentJson.From(arguments), call, prompts, cancellationToken).ConfigureAwait(false);
    }

    private sealed record Version(Pack Pack, PackHost Host);
}
