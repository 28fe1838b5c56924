using System.Text.RegularExpressions;
using AgentFlow.Models.Offline.Planning;
using AgentFlow.Models.Offline.Text;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Offline.Answers;

/// <summary>Asks for a missing argument, and reads the user's next message as the answer.</summary>
internal static partial class AskBack
{
    public static string Write(PlannedCall call)
    {
        var parameter = call.Missing[0];
        var meaning = parameter.Description.TrimEnd('.', ' ');
        var choices = parameter.Choices.Count > 0 ? $" One of: {string.Join(", ", parameter.Choices)}." : "";
        return $"To use {call.Tool.Name} I need '{parameter.Name}'{(meaning.Length > 0 ? $" ({meaning})" : "")}.{choices} What should it be?";
    }

    /// <summary>The question that was asked back about together with the answer at hand; null when the model did not ask.</summary>
    public static string? Continue(Turn turn)
    {
        var (text, index) = (turn.Question, turn.Earlier.Count - 1);
        var isContinued = false;
        while (index > 0)
        {
            if (turn.Earlier[index].Role != ChatRole.Assistant || Asked().Match(turn.Earlier[index].Text) is not { Success: true } asked)
                break;
            var before = index - 1;
            while (before >= 0 && !(turn.Earlier[before].Role == ChatRole.User && turn.Earlier[before].Text.Length > 0))
                before--;
            if (before < 0)
                break;
            text = $"{turn.Earlier[before].Text.TrimEnd('?', '.', '!', ' ')}, {string.Join(' ', Identifiers.Words(asked.Groups[1].Value))}: {text}";
            (index, isContinued) = (before - 1, true);
        }
        return isContinued ? text : null;
    }

    [GeneratedRegex("To use [^ ]+ I need '([^']+)'.*What should it be\\?$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Asked();
}
