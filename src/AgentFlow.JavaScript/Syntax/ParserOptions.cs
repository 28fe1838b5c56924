namespace AgentFlow.JavaScript.Syntax;

/// <summary>How a source text is to be read.</summary>
internal sealed class ParserOptions
{
    /// <summary>Strict JavaScript as the specification's Script goal has it.</summary>
    public static ParserOptions Script { get; } = new() { Kind = ProgramKind.Script };

    /// <summary>What a model writes: the body of an async function, types erased, exports and a last bare expression understood.</summary>
    public static ParserOptions ModelCode { get; } = new() { Kind = ProgramKind.AsyncBody, TypeScript = true };

    public ProgramKind Kind { get; init; }

    /// <summary>Whether TypeScript's types are read and erased.</summary>
    public bool TypeScript { get; init; }
}
