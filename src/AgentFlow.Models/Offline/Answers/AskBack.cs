using System.Text.RegularExpressions;
using AgentFlow.Models.Offline.Planning;
using AgentFlow.Models.Offline.Recall;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;
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
    public static Continuation? Continue(Turn turn)
    {
        var (text, index, asked) = (turn.Question, turn.Earlier.Count - 1, "");
        while (index > 0)
        {
            if (turn.Earlier[index].Role != ChatRole.Assistant || Asked().Match(turn.Earlier[index].Text) is not { Success: true } match)
                break;
            var before = index - 1;
            while (before >= 0 && !(turn.Earlier[before].Role == ChatRole.User && turn.Earlier[before].Text.Length > 0))
                before--;
            if (before < 0)
                break;
            asked = asked.Length > 0 ? asked : match.Groups[1].Value;
            text = Join(turn.Earlier[before].Text.TrimEnd('?', '.', '!', ' '), match.Groups[1].Value, text);
            index = before - 1;
        }
        return asked.Length > 0 ? new Continuation(text, asked) : null;
    }

    /// <summary>Whether <paramref name="plan"/>, made of the question with the message at hand, shows that the message answered it.</summary>
    public static bool IsAnswered(CallPlan plan, Continuation continuation, Turn turn)
    {
        if (plan.Incomplete.Any(c => c.Missing[0].Name == continuation.Asked))
            return false;
        var parameter = plan.Calls.Concat(plan.Incomplete).SelectMany(c => c.Tool.Parameters)
            .FirstOrDefault(p => p.Name == continuation.Asked);
        return parameter is not null && (parameter.Slot == Slot.FreeText || !(Question().IsMatch(turn.Question)
            || FactReader.Read(turn.Question).Any(f => f.Link.Length == 0 && !IsAbout(f, parameter))));
    }

    private static bool IsAbout(Fact fact, ParameterDescriptor parameter) =>
        Tokenizer.Read(fact.Attribute).Select(t => Synonyms.Head(t.Stem))
            .Any(s => parameter.NameStems.Contains(s) || parameter.DescriptionStems.Contains(s));

    // "Convert 10 km" and "miles" for 'to' make a sentence; other parameters need their name said.
    private static string Join(string question, string parameter, string answer)
    {
        var name = string.Join(' ', Identifiers.Words(parameter));
        if (!Lexicon.Prepositions.Contains(name))
            return $"{question}, {name}: {answer}";
        return answer.TrimStart().Split(' ')[0] is var first && Lexicon.Prepositions.Contains(first)
            ? $"{question} {answer.Trim()}" : $"{question} {name} {answer.Trim()}";
    }

    // A question of its own answers nothing; "what about Paris?" may.
    [GeneratedRegex("^\\W*((who|what|when|where|which|how|why|is|are|can|could|do|does|did)\\b(?! about)|what's|who's|where's|never ?mind\\b|forget it\\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Question();

    [GeneratedRegex("To use [^ ]+ I need '([^']+)'.*What should it be\\?$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Asked();
}
