namespace AgentFlow.Sandbox.Permissions;

/// <summary>
/// A secret that the host puts into request headers where a script has written <c>${secret:NAME}</c>. The script never sees it: answers in which it comes back
/// are masked.
/// </summary>
public sealed class SecretGrant
{
    /// <summary>The hosts that it may be sent to, in the form of <see cref="NetGrant.Hosts"/>. At least one; a request to any other is refused before it is sent.</summary>
    public required IReadOnlyList<string> Hosts { get; set; }

    /// <summary>Gives its value; asked for each request, so that it can change. At least 8 characters of printable ASCII, as headers can carry.</summary>
    public required Func<CancellationToken, ValueTask<string>> Value { get; set; }

    /// <summary>A secret whose value is known now.</summary>
    /// <param name="value">At least 8 characters: what is shorter cannot be told from other text in an answer.</param>
    /// <param name="hosts">The hosts that it may be sent to.</param>
    public static SecretGrant Of(string value, params IReadOnlyList<string> hosts)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return new() { Value = _ => ValueTask.FromResult(value), Hosts = hosts };
    }

    internal IReadOnlyList<HostPattern> Patterns { get; private set; } = [];

    internal SecretGrant ValidCopy(string name, List<string> problems)
    {
        if (Hosts.Count == 0)
            problems.Add($"Secrets['{name}'].Hosts is empty; name the hosts that it may be sent to.");
        if (Value is null)
            problems.Add($"Secrets['{name}'].Value is null.");
        return new() { Hosts = [.. Hosts], Value = Value!, Patterns = HostPattern.ParseAll(Hosts, $"Secrets['{name}'].Hosts", problems) };
    }
}
