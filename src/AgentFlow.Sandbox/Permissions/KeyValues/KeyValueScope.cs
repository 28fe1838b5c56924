using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AgentFlow.Memory;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>
/// The scope of the store that one tool has for one tenant and session. The names are hashed with their lengths, as they are in memory, so no name, whatever
/// is in it, makes the scope of another; what belongs to a session goes when the session is deleted.
/// </summary>
internal static class KeyValueScope
{
    public static string Of(string tool, ToolContext? context)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Without a session it is the user's, and without a user the tenant's.
        foreach (var name in (string?[])[tool, context?.Tenant, context?.SessionId, context?.SessionId is null ? context?.User : null])
            Append(hash, name);
        var own = $"sandbox-{Convert.ToHexStringLower(hash.GetHashAndReset())}";
        return string.IsNullOrEmpty(context?.SessionId) ? own : SessionScope.Of(context.SessionId, own);
    }

    private static void Append(IncrementalHash hash, string? name)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, name?.Length ?? -1);
        hash.AppendData(length);
        hash.AppendData(MemoryMarshal.AsBytes(name.AsSpan()));
    }
}
