namespace AgentFlow.JavaScript.Machine;

/// <content>What <c>console</c> remembers, and its way to the host.</content>
internal sealed partial class Vm
{
    private readonly Dictionary<string, int> _consoleCounts = [];
    private readonly Dictionary<string, DateTimeOffset> _consoleTimers = [];

    /// <summary>Blanks before each line, from <c>console.group</c>.</summary>
    internal int ConsoleIndent { get; set; }

    /// <summary>Counts a text as output and hands it to the host.</summary>
    internal void WriteConsole(string level, string text)
    {
        ChargeOutput(text.Length + 1);
        Host.WriteLine(level, text);
    }

    /// <summary>Counts a label up.</summary>
    internal int CountOnConsole(string label)
    {
        Allocate(100 + (label.Length * 2L));
        return _consoleCounts[label] = _consoleCounts.GetValueOrDefault(label) + 1;
    }

    internal void StartConsoleTimer(string label)
    {
        Allocate(100 + (label.Length * 2L));
        _consoleTimers[label] = Host.Clock.GetUtcNow();
    }

    /// <summary>The time since the label's timer was started by the script's clock; zero where it never was.</summary>
    internal TimeSpan ReadConsoleTimer(string label) =>
        _consoleTimers.TryGetValue(label, out var start) ? Host.Clock.GetUtcNow() - start : TimeSpan.Zero;
}
