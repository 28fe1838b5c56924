using System.Text.Json;
using AgentFlow.JavaScript;
using AgentFlow.Sandbox.Engine;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>All that one tool may reach: what its manifest asks for, out of what the host has granted.</summary>
internal sealed class CapabilitySet : IDisposable
{
    private static readonly string[] Known = ["net", "kv", "files", "sql", "clock", "random", "log", "tools"];

    private readonly List<ICapability> _capabilities = [];
    private readonly TimeProvider _time;
    private bool _hasClock;
    private bool _hasRandom;

    private CapabilitySet(TimeProvider time) => _time = time;

    /// <summary>The names of what the tool may reach, in the order of the documentation.</summary>
    public IEnumerable<string> Names => _capabilities.Select(c => c.Name);

    /// <summary>Whether the tool may call others, and so may have to be stopped and run again.</summary>
    public IEnumerable<AIFunction> CalledTools => _capabilities.OfType<ToolsCapability>().SelectMany(c => c.Tools);

    /// <summary>Reads a manifest's permissions and gives what was both asked for and granted.</summary>
    /// <param name="permissions">The manifest's <c>permissions</c>; null where it has none, which asks for nothing.</param>
    /// <param name="secrets">The manifest's <c>secrets</c>.</param>
    /// <param name="grants">What the host allows at most.</param>
    /// <param name="tool">The name of the tool.</param>
    /// <param name="problems">What the manifest asks for and does not get; a tool with any of these is not to be run.</param>
    /// <exception cref="ArgumentException">The grants are not valid.</exception>
    public static CapabilitySet Create(JsonElement? permissions, IReadOnlyList<string> secrets, SandboxGrants grants, string tool, out IReadOnlyList<PermissionProblem> problems)
    {
        grants = grants.ValidCopy();
        List<PermissionProblem> found = [];
        problems = found;
        var set = new CapabilitySet(grants.TimeProvider);
        var asked = Asked(permissions, found);
        var named = Secrets(secrets, grants, asked.ContainsKey("net"), found);
        foreach (var name in Known)
        {
            if (asked.TryGetValue(name, out var value) && Make(name, new PermissionReader(value, "/permissions/" + name, found), grants, named, tool) is { } capability)
                set._capabilities.Add(capability);
        }
        // Looked up here: pure tools are called tens of thousands of times a second.
        set._hasClock = set.Names.Contains("clock");
        set._hasRandom = set.Names.Contains("random");
        return set;
    }

    /// <summary>Adds the functions of all capabilities to the host of the tool's scripts.</summary>
    public void AddTo(ScriptHost host)
    {
        foreach (var capability in _capabilities)
            capability.AddTo(host);
    }

    /// <summary>The host for one call: with a clock that stands still and the same random numbers as ever, but for what was granted.</summary>
    /// <param name="host">The tool's, which has the functions.</param>
    /// <param name="call">The call.</param>
    public ScriptHost HostFor(ScriptHost host, SandboxCall call) => host.ForRun(_hasClock ? _time : new FrozenTime(_time, call.StartedAt ?? _time.GetUtcNow()), _hasRandom ? call.Seed() : 1);

    public void Dispose()
    {
        foreach (var capability in _capabilities.OfType<IDisposable>())
            capability.Dispose();
    }

    private static Dictionary<string, JsonElement> Asked(JsonElement? permissions, List<PermissionProblem> problems)
    {
        var asked = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (permissions is not { } value)
            return asked;
        if (value.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new PermissionProblem("/permissions", $"It must be an object with some of: {string.Join(", ", Known)}."));
            return asked;
        }
        foreach (var permission in value.EnumerateObject())
        {
            if (!Known.Contains(permission.Name))
                problems.Add(new PermissionProblem("/permissions/" + PermissionReader.Escape(permission.Name), $"There is no permission '{permission.Name}'. Known: {string.Join(", ", Known)}."));
            else if (permission.Value.ValueKind != JsonValueKind.False)
                asked[permission.Name] = permission.Value;
        }
        return asked;
    }

    private static Dictionary<string, SecretGrant> Secrets(IReadOnlyList<string> names, SandboxGrants grants, bool hasNet, List<PermissionProblem> problems)
    {
        var found = new Dictionary<string, SecretGrant>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            if (grants.Secrets.TryGetValue(names[i], out var secret))
                found[names[i]] = secret;
            else
                problems.Add(new PermissionProblem($"/secrets/{i}", $"Secret '{names[i]}' is not granted. Add it to {nameof(SandboxGrants)}.{nameof(SandboxGrants.Secrets)} with the hosts that it may be sent to."));
        }
        if (names.Count > 0 && !hasNet)
            problems.Add(new PermissionProblem("/secrets", "Secrets only go into the headers of requests, and the tool does not ask for 'net'. Add that permission, or take the secrets out."));
        return found;
    }

    private static ICapability? Make(string name, PermissionReader reader, SandboxGrants grants, IReadOnlyDictionary<string, SecretGrant> secrets, string tool)
    {
        switch (name)
        {
            case "net" when grants.Net is { } net:
                return NetCapability.Create(reader, net, secrets, grants.TimeProvider);
            case "kv" when grants.KeyValues is { } values:
                return reader.IsObjectOf() ? new KeyValueCapability(values, tool) : null;
            case "files" when grants.Files is { } files:
                return FilesCapability.Create(reader, files);
            case "sql" when grants.Sql.Count > 0:
                return SqlCapability.Create(reader, grants.Sql);
            case "clock" when grants.Clock:
                return reader.IsObjectOf() ? new ClockCapability(grants.TimeProvider) : null;
            case "random" when grants.Random:
                return reader.IsObjectOf() ? new RandomCapability() : null;
            case "log" when grants.Log is { } log:
                return reader.IsObjectOf() ? new LogCapability(log) : null;
            case "tools" when grants.Tools.Count > 0:
                return ToolsCapability.Create(reader, grants.Tools);
            default:
                reader.Problem($"'{name}' is not granted. Set {nameof(SandboxGrants)}.{Option(name)} to allow it, or take it out of the manifest.");
                return null;
        }
    }

    private static string Option(string name) => name == "kv" ? nameof(SandboxGrants.KeyValues) : char.ToUpperInvariant(name[0]) + name[1..];
}
