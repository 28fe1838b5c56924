using AgentFlow.JavaScript;
using AgentFlow.Sandbox.Permissions;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sandbox.Packs;

/// <summary>What the scripts of a pack can reach: what its manifest asks for, out of what the host has granted.</summary>
internal sealed class PackHost
{
    private readonly CapabilitySet _capabilities;
    private readonly ScriptHost _functions = new();

    private PackHost(CapabilitySet capabilities)
    {
        _capabilities = capabilities;
        capabilities.AddTo(_functions);
    }

    /// <summary>Makes the host of a pack; null, with problems, where the manifest asks for what is not granted.</summary>
    public static PackHost? Create(Pack pack, SandboxGrants grants, List<ToolPackProblem> problems)
    {
        var capabilities = CapabilitySet.Create(pack.Manifest.Permissions, pack.Manifest.Secrets, grants, pack.Manifest.Name, out var refused);
        problems.AddRange(refused.Select(p => pack.Source.Problem(p.Pointer, p.Message)));
        if (refused.Count == 0)
            return new(capabilities);
        capabilities.Dispose();
        return null;
    }

    /// <summary>Whether the script may call other tools, and so may have to be stopped.</summary>
    public bool CallsTools => _capabilities.CalledTools.Any();

    /// <summary>The tools that the script may call.</summary>
    public IEnumerable<AIFunction> CalledTools => _capabilities.CalledTools;

    /// <summary>The host for one call.</summary>
    public ScriptHost For(SandboxCall call) => _capabilities.HostFor(_functions, call);
}
