using System.Diagnostics;

namespace AgentFlow.JavaScript.Tests.Fuzz;

/// <summary>Runs a random program and says what is wrong with how it ended.</summary>
internal static class FuzzJudge
{
    /// <summary>
    /// The text that the program returned, null where it ended in another way; and a problem where the run threw, took longer than its fuel
    /// explains, or returned what no program of the sampler returns.
    /// </summary>
    public static async Task<(string? Output, string? Problem)> RunAsync(string program, ScriptLimits limits)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var result = await Script.RunAsync(program, null, limits).ConfigureAwait(false);
            if (clock.Elapsed > TimeSpan.FromSeconds(5))
                return (null, $"took {clock.Elapsed.TotalSeconds:0.0} s for {result.Fuel} units of fuel");
            return result.Outcome switch
            {
                ScriptCompleted { Value: { } value } when value.GetValueKind() == System.Text.Json.JsonValueKind.String => (value.GetValue<string>(), null),
                ScriptThrew threw => ($"threw {threw.Error.Message}", null),
                ScriptInvalid invalid => ($"invalid {invalid.Error.Message}", null),
                _ => (null, null),
            };
        }
        catch (Exception error)
        {
            // Whatever comes out as an exception is what the campaign looks for.
            return (null, $"crashed: {error.GetType().Name}: {error.Message}\n{string.Join('\n', (error.StackTrace ?? "").Split('\n').Take(3))}");
        }
    }

    /// <summary>The first line in which two outputs differ, and the program.</summary>
    public static string Difference(string program, string ours, string theirs)
    {
        var (left, right) = (ours.Split('\n'), theirs.Split('\n'));
        var line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line])
            line++;
        return $"line {line + 1}: ours {left.ElementAtOrDefault(line)}, the other {right.ElementAtOrDefault(line)}\n{program}";
    }
}
