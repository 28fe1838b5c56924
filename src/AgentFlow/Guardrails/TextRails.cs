using System.Text.Json;
using System.Text.RegularExpressions;
using AgentFlow.Agents.Middleware;
using AgentFlow.Guardrails.Jailbreak;
using AgentFlow.Guardrails.Judge;
using AgentFlow.Guardrails.Language;
using AgentFlow.JsonSchema;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Guardrails;

/// <summary>The ready-made rails for texts. What each notices and what not is in <c>docs/guardrails.md</c>.</summary>
public static class TextRails
{
    /// <summary>Blocks or cuts texts that are too long.</summary>
    /// <param name="maxCharacters">The longest text in characters, from 1.</param>
    /// <param name="otherwise">What is done about longer ones: <see cref="RailAction.Block"/>, or <see cref="RailAction.Change"/>, which cuts them.</param>
    public static TextRail Length(int maxCharacters, RailAction otherwise = RailAction.Block)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCharacters, 1);
        if (otherwise is not (RailAction.Block or RailAction.Change))
            throw new ArgumentOutOfRangeException(nameof(otherwise), otherwise, "A text that is too long can be blocked or changed (cut).");
        return Create("length", text =>
        {
            if (text.Text.Length <= maxCharacters)
                return Verdict.Pass;
            var reason = $"The text has {text.Text.Length} characters; at most {maxCharacters} are allowed.";
            var end = char.IsHighSurrogate(text.Text[maxCharacters - 1]) ? maxCharacters - 1 : maxCharacters;
            return otherwise == RailAction.Block ? Verdict.Block(reason) : Verdict.Change(text.Text[..end], reason);
        });
    }

    /// <summary>Blocks texts that match a pattern, or replaces what matches.</summary>
    /// <param name="name">What the pattern finds, such as <c>passwords</c>; the journal's name for the rail.</param>
    /// <param name="pattern">
    /// A regular expression that is matched in linear time (<see cref="RegexOptions.NonBacktracking"/>): it has no lookarounds and no backreferences. Case is told apart; begin
    /// with <c>(?i)</c> if it is not to be.
    /// </param>
    /// <param name="replacement">What takes the place of each match, taken as it is; null to block the text.</param>
    /// <exception cref="ArgumentException">The pattern is malformed.</exception>
    /// <exception cref="NotSupportedException">The pattern cannot be matched in linear time.</exception>
    public static TextRail Pattern(string name, string pattern, string? replacement = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        return Create(name, text => !regex.IsMatch(text.Text) ? Verdict.Pass
            : replacement is null ? Verdict.Block($"The text has something in it that is not allowed ({name}).")
            : Verdict.Change(regex.Replace(text.Text, _ => replacement), $"Something was replaced ({name})."));
    }

    /// <summary>
    /// Blocks texts in other languages. Goes by script, and for the Latin one by groups of three letters; a text that is too short or too mixed to tell passes.
    /// </summary>
    /// <param name="allowed">Two-letter codes, such as <c>en</c> and <c>de</c>.</param>
    /// <exception cref="ArgumentException">A code is not one that can be told; the message has those that can.</exception>
    public static TextRail Languages(params string[] allowed)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        var unknown = allowed.Except(LanguageDetector.Known, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0 || allowed.Length == 0)
            throw new ArgumentException($"Languages '{string.Join(", ", unknown)}' cannot be told. Those that can: {string.Join(", ", LanguageDetector.Known)}.", nameof(allowed));
        return Create("language", text => LanguageDetector.Detect(text.Text) is { Count: > 0 } found && !found.Intersect(allowed, StringComparer.Ordinal).Any()
            ? Verdict.Block($"The text is in a language ({string.Join(" or ", found)}) other than {string.Join(", ", allowed)}.")
            : Verdict.Pass);
    }

    /// <summary>
    /// Blocks texts that look like an attempt to talk a model out of its instructions, by heuristics each of which has a name. They catch what is copied from lists of such attempts,
    /// and not an attacker who takes pains.
    /// </summary>
    /// <param name="minHits">How many heuristics must agree, from 1.</param>
    public static TextRail Jailbreak(int minHits = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minHits, 1);
        return Create("jailbreak", text => JailbreakHeuristics.Find(text.Text) is var hits && hits.Count >= minHits
            ? Verdict.Block($"The text looks like an attempt to get around the instructions ({string.Join(", ", hits)}).")
            : Verdict.Pass);
    }

    /// <summary>Blocks answers that do not match a JSON Schema. To have the model correct itself instead, ask for the schema in the request.</summary>
    /// <param name="schema">A JSON Schema.</param>
    public static TextRail Schema(JsonElement schema)
    {
        var compiled = CompiledSchema.Compile(schema);
        return Create("schema", text => text.Point == RailPoint.Message && !text.IsAnswer ? Verdict.Pass
            : !TryParse(text.Text, out var json) ? Verdict.Block("The text is not JSON.")
            : compiled.Validate(json) is { Count: > 0 } errors ? Verdict.Block($"The text does not match its schema: {errors[0].Message}")
            : Verdict.Pass);
    }

    /// <summary>Has a model judge each text by a policy, and blocks what it objects to. A judge that fails stops the run: nothing passes unjudged.</summary>
    /// <param name="model">The judge; another model than the one that is judged, and a cheap one, will do. Its tokens do not count against the run's.</param>
    /// <param name="policy">What is not allowed, in sentences.</param>
    /// <param name="prompts">The texts that the judge is sent; null for the built-in ones.</param>
    public static TextRail Judged(IChatClient model, string policy, GuardrailPrompts? prompts = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrWhiteSpace(policy);
        var judge = new TextJudge(model, policy, prompts ?? new GuardrailPrompts());
        return new TextRail("judge", (text, token) => judge.CheckAsync(text.Text, token));
    }

    /// <summary>
    /// Asks several rails about the same text at the same time. All must let it pass; the first in order that blocks is the one that is heard. At most one of them may change the text.
    /// </summary>
    /// <param name="rails">The rails.</param>
    public static TextRail Parallel(params TextRail[] rails)
    {
        ArgumentNullException.ThrowIfNull(rails);
        TextRail[] all = [.. rails];
        return new TextRail($"parallel({string.Join(", ", all.Select(r => r.Name))})", (text, token) => ParallelRails.CheckAsync(all, text, token));
    }

    private static TextRail Create(string name, Func<RailText, Verdict<string>> check) => new(name, (text, _) => ValueTask.FromResult(check(text)));

    private static bool TryParse(string text, out JsonElement json)
    {
        try
        {
            json = JsonElement.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            json = default;
            return false;
        }
    }
}
