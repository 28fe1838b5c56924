namespace AgentFlow.Architecture.Tests.Code;

/// <summary>A type or a member of one, as it stands in a file.</summary>
internal sealed record Declaration
{
    /// <summary>The code before the body, without attributes, on one line.</summary>
    public required string Header { get; init; }

    /// <summary>The name of a type; null for a member.</summary>
    public string? TypeName { get; init; }

    /// <summary>How many types it stands in.</summary>
    public required int Depth { get; init; }

    /// <summary>From 1; attributes and documentation do not count.</summary>
    public required int FirstLine { get; init; }

    public required int LastLine { get; init; }

    /// <summary>Whether it is a field or a property with a value, whose length is that of its data.</summary>
    public bool IsData { get; init; }

    public bool IsPublicType => TypeName is not null && Header.StartsWith("public ", StringComparison.Ordinal);

    public int Lines => LastLine - FirstLine + 1;
}
