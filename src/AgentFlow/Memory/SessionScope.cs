namespace AgentFlow.Memory;

/// <summary>The scopes of an <see cref="Tools.IKeyValueStore"/> that belong to a session, and go when it is deleted.</summary>
public static class SessionScope
{
    /// <summary>The scope of one memory or tool within a session.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="name">The memory or tool; no slash.</param>
    public static string Of(string sessionId, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(sessionId);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return $"{Prefix(sessionId)}{name}";
    }

    /// <summary>What all scopes of a session begin with, and those of no other session.</summary>
    /// <param name="sessionId">The session.</param>
    public static string Prefix(string sessionId)
    {
        ArgumentException.ThrowIfNullOrEmpty(sessionId);
        return $"session/{Uri.EscapeDataString(sessionId)}/";
    }
}
