using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>What a team does next: it asks members, or answers.</summary>
internal sealed record TeamMove
{
    private TeamMove()
    {
    }

    /// <summary>The members that are asked at the same time.</summary>
    public IReadOnlyList<FunctionCallContent> Calls { get; private init; } = [];

    /// <summary>The answer; null while members are asked.</summary>
    public string? Text { get; private init; }

    /// <summary>Who gave the answer.</summary>
    public string? Author { get; init; }

    /// <summary>What the next run of the session must know of this one.</summary>
    public AdditionalPropertiesDictionary? Kept { get; init; }

    /// <summary>What a model has cost that was asked about the move.</summary>
    public MemberChoice Choice { get; init; }

    public static TeamMove Answer(string text, string? author = null) => new() { Text = text, Author = author };

    public static TeamMove Ask(params IEnumerable<(string Member, string? Note)> asked) => new() { Calls = [.. asked.Select(a => CallOf(a.Member, ("note", a.Note)))] };

    public static TeamMove Ask(string member, params (string Name, string? Value)[] arguments) => new() { Calls = [CallOf(member, arguments)] };

    public IEnumerable<AIContent> ToContents()
    {
        if (!string.IsNullOrEmpty(Choice.Reason))
            yield return new TextReasoningContent(Choice.Reason);
        foreach (var call in Calls)
            yield return call;
        if (!string.IsNullOrEmpty(Text))
            yield return new TextContent(Text);
        if (Choice.Usage is { } usage)
            yield return new UsageContent(usage);
    }

    private static FunctionCallContent CallOf(string member, params (string Name, string? Value)[] arguments)
    {
        var json = new JsonObject(arguments.Where(a => a.Value is not null).Select(a => KeyValuePair.Create(a.Name, (JsonNode?)a.Value)));
        return new FunctionCallContent(member, member, new JsonArguments(JsonElement.Parse(json.ToJsonString())));
    }
}
