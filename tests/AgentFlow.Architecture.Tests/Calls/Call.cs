using System.Reflection;

namespace AgentFlow.Architecture.Tests.Calls;

/// <summary>One call in compiled code, and where its source stands.</summary>
internal sealed record Call
{
    public required MethodBase Target { get; init; }

    /// <summary>The call before it in the same method.</summary>
    public MethodBase? Previous { get; init; }

    /// <summary>Relative to the repository.</summary>
    public required string File { get; init; }

    public required int FirstLine { get; init; }

    public required int LastLine { get; init; }
}
