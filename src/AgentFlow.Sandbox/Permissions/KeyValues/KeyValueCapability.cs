using System.Text.Json.Nodes;
using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Permissions;

/// <summary><c>kv.get(key)</c>, <c>kv.set(key, value)</c>, <c>kv.delete(key)</c>, <c>kv.list(prefix)</c>: JSON values under keys.</summary>
internal sealed class KeyValueCapability(KeyValueGrant grant, string tool) : ICapability, IDisposable
{
    /// <summary>Values are counted and written by one call at a time, so that calls side by side do not pass the limit together.</summary>
    private readonly SemaphoreSlim _writing = new(1);

    public string Name => "kv";

    public void AddTo(ScriptHost host) => host
        .AddFunction("kv.get", GetAsync)
        .AddFunction("kv.set", SetAsync)
        .AddFunction("kv.delete", DeleteAsync)
        .AddFunction("kv.list", ListAsync);

    public void Dispose() => _writing.Dispose();

    private async ValueTask<JsonNode?> GetAsync(HostCall call, CancellationToken cancellationToken)
    {
        var text = await grant.Store.GetAsync(Scope(call), Key(call), cancellationToken).ConfigureAwait(false);
        Record(call, "get", text?.Length);
        return text is null ? null : JsonNode.Parse(text);
    }

    private async ValueTask<JsonNode?> SetAsync(HostCall call, CancellationToken cancellationToken)
    {
        var key = Key(call);
        var text = call[1]?.ToJsonString() ?? "null";
        if (text.Length > grant.MaxValueLength)
            throw Refused(call, "set", $"The value of '{key}' has {text.Length} characters as JSON; at most {grant.MaxValueLength} are allowed.");
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ThrowIfFullAsync(call, key, text, cancellationToken).ConfigureAwait(false);
            await grant.Store.SetAsync(Scope(call), key, text, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
        Record(call, "set", text.Length);
        return null;
    }

    private async ValueTask<JsonNode?> DeleteAsync(HostCall call, CancellationToken cancellationToken)
    {
        await grant.Store.SetAsync(Scope(call), Key(call), null, cancellationToken).ConfigureAwait(false);
        Record(call, "delete");
        return null;
    }

    private async ValueTask<JsonNode?> ListAsync(HostCall call, CancellationToken cancellationToken)
    {
        var prefix = Arguments.OptionalText(call, 0, "the beginning of keys") ?? string.Empty;
        var keys = new JsonArray();
        await foreach (var (key, _) in grant.Store.ListAsync(Scope(call), cancellationToken).ConfigureAwait(false))
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal))
                keys.Add((JsonNode)key);
        }
        Record(call, "list");
        return keys;
    }

    private async ValueTask ThrowIfFullAsync(HostCall call, string key, string text, CancellationToken cancellationToken)
    {
        var keys = 1;
        var length = (long)key.Length + text.Length;
        await foreach (var (other, value) in grant.Store.ListAsync(Scope(call), cancellationToken).ConfigureAwait(false))
        {
            if (other == key)
                continue;
            keys++;
            length += other.Length + value.Length;
        }
        if (keys > grant.MaxKeys)
            throw Refused(call, "set", $"There are {keys - 1} keys already; at most {grant.MaxKeys} are allowed. Delete some.");
        if (length > grant.MaxTotalLength)
            throw Refused(call, "set", $"All keys and values would have {length} characters; at most {grant.MaxTotalLength} are allowed. Delete some.");
    }

    private string Key(HostCall call)
    {
        var key = Arguments.Text(call, 0, "a key");
        return key.Length >= 1 && key.Length <= grant.MaxKeyLength
            ? key
            : throw Refused(call, call.Function[3..], $"A key has from 1 to {grant.MaxKeyLength} characters; this one has {key.Length}.");
    }

    private string Scope(HostCall call) => KeyValueScope.Of(tool, ((SandboxCall)call.State!).Context);

    private void Record(HostCall call, string what, long? length = null) => ((SandboxCall)call.State!).Record(Name, what, "ok", length);

    private ScriptHostException Refused(HostCall call, string what, string message)
    {
        ((SandboxCall)call.State!).Record(Name, what, "refused: too large");
        return new ScriptHostException(message);
    }
}
