namespace AgentFlow.JavaScript.Compiler;

/// <summary>What a <see cref="Control"/> does when execution leaves it.</summary>
internal enum ControlKind
{
    /// <summary>A statement that break or continue can name: nothing.</summary>
    Target,

    /// <summary>A try block with a catch clause: nothing, but its handler ends.</summary>
    Catch,

    /// <summary>A try block with a finally block, which runs first.</summary>
    Finally,

    /// <summary>A for-of loop: its iterator is closed.</summary>
    Iterator,

    /// <summary>A for-await loop: its iterator is closed and the result awaited.</summary>
    AsyncIterator,

    /// <summary>An array pattern: its iterator is closed unless it is done.</summary>
    Pattern,
}

/// <summary>One enclosing statement (or pattern) of the code being generated, as far as jumps out of it and exceptions in it are concerned.</summary>
internal sealed class Control(ControlKind kind)
{
    private int _openFrom = -1;

    public ControlKind Kind { get; } = kind;

    public Label? Break { get; init; }

    public Label? Continue { get; init; }

    /// <summary>Whether a break without a label means this statement.</summary>
    public bool IsBreakable { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The loop that an iterator belongs to: its continue does not leave the iterator.</summary>
    public Control? Loop { get; init; }

    /// <summary>The first register of the iterator record.</summary>
    public int Iterator { get; init; }

    /// <summary>Where the finally block begins.</summary>
    public Label Finally { get; } = new();

    /// <summary>The register that tells the end of the finally block how to go on: 0 onwards, 1 throw, from 2 on <see cref="Exits"/>.</summary>
    public int CompletionKind { get; init; }

    /// <summary>The register with the exception or the returned value; the one behind it is the kind's.</summary>
    public int CompletionValue { get; init; }

    /// <summary>How the finally block is passed through.</summary>
    public List<Exit> Exits { get; } = [];

    /// <summary>The instruction ranges that the handler protects: all but the code that is already on its way out.</summary>
    public List<(int From, int To)> Ranges { get; } = [];

    /// <summary>Whether <paramref name="exit"/> ends within this statement.</summary>
    public bool Keeps(Exit exit) => this == exit.Target || (Loop is { } loop && loop == exit.Target && loop.Continue == exit.Label);

    public void Open(int position) => _openFrom = position;

    public void Close(int position)
    {
        if (_openFrom >= 0 && position > _openFrom)
            Ranges.Add((_openFrom, position));

        _openFrom = -1;
    }
}

/// <summary>A way out: a return, or a jump to a label of an enclosing statement.</summary>
/// <param name="Target">The statement that the jump does not leave (null for a return).</param>
/// <param name="Label">Where the jump goes (null for a return).</param>
internal sealed record Exit(Control? Target, Label? Label);
