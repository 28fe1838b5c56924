using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace AgentFlow.Agents.Planning;

/// <summary>
/// A plan to be used again: its texts have parameters, written <c>{{name}}</c>. Made out of a plan that has proved itself, kept as JSON, and filled in to be run without
/// the planner (<see cref="PlanRequest.Plan"/>).
/// </summary>
public sealed partial record PlanTemplate
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>The plan, with <c>{{name}}</c> in its goal, tasks and conditions where a value is to stand.</summary>
    public required Plan Plan { get; init; }

    /// <summary>The names of the parameters, in the order in which they first appear.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Parameters => [.. Texts(Plan).SelectMany(t => Parameter().Matches(t)).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>Makes a template out of a plan by putting parameters where values stand.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="plan">The plan, such as <see cref="PlanState.Plan"/> of a run.</param>
    /// <param name="values">For each parameter the text in the plan that it stands for: <c>("city", "Lisbon")</c>. Each must appear, as whole words.</param>
    /// <exception cref="ArgumentException">A value appears nowhere, or a name is not made of letters, digits and _.</exception>
    public static PlanTemplate From(string name, Plan plan, params IReadOnlyList<(string Parameter, string Value)> values)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(values);
        var problems = values.Where(v => !ParameterName().IsMatch(v.Parameter)).Select(v => $"'{v.Parameter}' is no name for a parameter; use letters, digits and _.")
            .Concat(values.Where(v => v.Value.Length == 0 || !Texts(plan).Any(t => t.Contains(v.Value, StringComparison.Ordinal))).Select(v => $"The value '{v.Value}' of '{v.Parameter}' appears nowhere in the plan."))
            .ToList();
        if (problems.Count > 0)
            throw new ArgumentException($"Template '{name}' cannot be made. {string.Join(' ', problems)}", nameof(values));
        if (values.Count == 0)
            return new PlanTemplate { Name = name, Plan = plan };
        // One pass, the longest value first: what was put in is not looked at again.
        var pattern = new Regex(string.Join('|', values.OrderByDescending(v => v.Value.Length).Select(v => $@"(?<!\w){Regex.Escape(v.Value)}(?!\w)")), RegexOptions.CultureInvariant);
        return new PlanTemplate { Name = name, Plan = Map(plan, t => pattern.Replace(t, m => $"{{{{{values.First(v => v.Value == m.Value).Parameter}}}}}")) };
    }

    /// <summary>The plan with values in place of the parameters. Values are taken as they are and not looked into.</summary>
    /// <param name="values">A value for each of <see cref="Parameters"/>.</param>
    /// <exception cref="ArgumentException">A parameter has no value, or a value has no parameter. All are reported together.</exception>
    public Plan Fill(params IReadOnlyList<(string Parameter, string Value)> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var given = values.ToDictionary(v => v.Parameter, v => v.Value, StringComparer.Ordinal);
        var problems = Parameters.Where(p => !given.ContainsKey(p)).Select(p => $"Parameter '{p}' has no value.")
            .Concat(given.Keys.Except(Parameters).Select(p => $"There is no parameter '{p}'.")).ToList();
        return problems.Count == 0
            ? Map(Plan, t => Parameter().Replace(t, m => given[m.Groups[1].Value]))
            : throw new ArgumentException($"Template '{Name}' cannot be filled in. {string.Join(' ', problems)} Its parameters: {string.Join(", ", Parameters)}.", nameof(values));
    }

    /// <summary>The template as JSON, to be kept wherever texts are.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PlanJsonContext.Default.PlanTemplate);

    /// <summary>Reads a template.</summary>
    /// <param name="json">What <see cref="ToJson"/> gave.</param>
    /// <exception cref="JsonException">The text is no template.</exception>
    public static PlanTemplate FromJson(string json) =>
        JsonSerializer.Deserialize(json, PlanJsonContext.Default.PlanTemplate) ?? throw new JsonException("The text of a plan template is null.");

    private static IEnumerable<string> Texts(Plan plan) => [plan.Goal, .. plan.Steps.SelectMany(s => s.DoneWhen is null ? new[] { s.Task } : [s.Task, s.DoneWhen])];

    private static Plan Map(Plan plan, Func<string, string> map) => new()
    {
        Goal = map(plan.Goal),
        Steps = [.. plan.Steps.Select(s => s with { Task = map(s.Task), DoneWhen = s.DoneWhen is null ? null : map(s.DoneWhen) })],
    };

    [GeneratedRegex(@"\{\{([A-Za-z0-9_]+)\}\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\A[A-Za-z0-9_]+\z")]
    private static partial Regex ParameterName();
}
