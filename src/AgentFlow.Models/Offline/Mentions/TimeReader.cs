using System.Text.RegularExpressions;

namespace AgentFlow.Models.Offline.Mentions;

/// <summary>Times of day: "14:30", "5 pm", "10:15 AM".</summary>
internal static partial class TimeReader
{
    public static Mention? Read(in MentionContext context, int at)
    {
        if (!context.Tokens[at].IsNumber)
            return null;
        var start = context.Tokens[at].Start;
        var match = Clock().Match(context.Text.AsSpan(start, Math.Min(16, context.Text.Length - start)).ToString());
        if (!match.Success)
            return null;
        var last = context.TokenEndingBy(start + match.Length, at);
        return context.Tokens[last].End == start + match.Length ? new Mention(MentionKind.Time, at, last, match.Value) : null;
    }

    /// <summary>The time as 24 hours, "17:00" for "5 pm".</summary>
    public static string Normalise(string text)
    {
        var match = Clock().Match(text);
        if (!match.Success)
            return text;
        var hour = int.Parse(match.Groups["hour"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        var half = match.Groups["half"].Value.ToLowerInvariant();
        hour = half.StartsWith('p') && hour < 12 ? hour + 12 : half.StartsWith('a') && hour == 12 ? 0 : hour;
        var minute = match.Groups["minute"].Success ? match.Groups["minute"].Value : "00";
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{hour:00}:{minute}");
    }

    [GeneratedRegex(@"^(?<hour>[01]?[0-9]|2[0-3])(:(?<minute>[0-5][0-9])(:[0-5][0-9])?( ?(?<half>[ap]\.?m\b))?| ?(?<half>[ap]\.?m\b))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Clock();
}
