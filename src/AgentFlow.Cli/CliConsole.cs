using Spectre.Console;

namespace AgentFlow.Cli;

/// <summary>Where the command writes: colours and boxes in a terminal, plain long lines into a file or a pipe.</summary>
internal sealed class CliConsole(IAnsiConsole output, IAnsiConsole error, TextReader input, bool isInteractive)
{
    private const int PipeWidth = 1000;

    public IAnsiConsole Out { get; } = Safe(output);

    public IAnsiConsole Error { get; } = Safe(error);

    public TextReader In => input;

    /// <summary>Whether a person can be asked.</summary>
    public bool IsInteractive => isInteractive;

    public static CliConsole Create()
    {
        var output = Create(Console.Out, Console.IsOutputRedirected);
        var error = Create(Console.Error, Console.IsErrorRedirected);
        return new CliConsole(output, error, Console.In, !Console.IsInputRedirected && !Console.IsOutputRedirected);
    }

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
        });
        if (isRedirected)
            console.Profile.Width = PipeWidth;
        return console;
    }

    private static IAnsiConsole Safe(IAnsiConsole console)
    {
        console.Pipeline.Attach(new VisibleText());
        return console;
    }

    public void Fail(string message) => Error.MarkupLineInterpolated($"[red]error:[/] {message}");
}
