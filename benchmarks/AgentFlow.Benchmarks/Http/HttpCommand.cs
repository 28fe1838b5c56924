using System.Globalization;
using System.Runtime.InteropServices;
using AgentFlow.Benchmarks.Measuring;
using AgentFlow.Benchmarks.Mock;

namespace AgentFlow.Benchmarks.Http;

/// <summary>
/// <c>http [--filter TEXT] [--only TEXT] [--rounds N] [--allocations]</c>: scenarios and contenders whose names have the text in them, and
/// on request the types that they allocate.
/// </summary>
internal static class HttpCommand
{
    private const int DefaultRounds = 9;

    public static async Task<int> RunAsync(string[] args)
    {
        var filter = Option(args, "--filter") ?? string.Empty;
        var only = Option(args, "--only") ?? string.Empty;
        var rounds = new Rounds(Option(args, "--rounds") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : DefaultRounds);
        using var contenders = new HttpContenders();
        await using var mock = await MockProcess.StartAsync();
        var chosen = contenders.All.Where(c => c.Name.Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        await Console.Out.WriteLineAsync($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC");
        foreach (var scenario in HttpScenarios.All.Where(s => s.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            await scenario.RunAsync(mock, chosen, rounds, Console.Out);
            if (args.Contains("--allocations"))
                await scenario.ProfileAsync(mock, chosen, Console.Out);
        }
        return 0;
    }

    private static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
