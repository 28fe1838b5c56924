namespace AgentFlow.JavaScript.Syntax;

/// <summary>What a source text is read as.</summary>
internal enum ProgramKind
{
    /// <summary>A Script of the specification: <c>var</c> and functions become properties of the global object; <c>await</c> is a name.</summary>
    Script,

    /// <summary>The body of an async function: <c>await</c> and <c>return</c> stand at the top, and names are local.</summary>
    AsyncBody,
}

/// <summary>A whole program; always strict. In an <see cref="ProgramKind.AsyncBody"/> the parser has turned a last bare expression into a return.</summary>
internal sealed class Program(ProgramKind programKind, Statement[] body, SourceText source, int start, int end) : Node(NodeKind.Program, start, end)
{
    public ProgramKind ProgramKind { get; } = programKind;

    public Statement[] Body { get; } = body;

    public SourceText Source { get; } = source;

    /// <summary>Whether the value that the program returns is what it exports by default.</summary>
    public bool ExportsDefault { get; init; }
}
