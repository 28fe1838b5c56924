using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>A handoff as it is kept: with a member's call, and with the answers of whoever has control since.</summary>
/// <param name="From">Who handed over.</param>
/// <param name="Reason">Why.</param>
/// <param name="Summary">What it wrote.</param>
/// <param name="Since">The index of the message at which the other took over.</param>
internal sealed record HandoffRecord(string From, string Reason, string Summary, int Since)
{
    private const string Key = "agentflow.handoff";

    /// <summary>The record that stands at an answer; null when its author has had control from the beginning.</summary>
    public static HandoffRecord? Of(ChatMessage answer)
    {
        if (answer.AdditionalProperties?.GetValueOrDefault(Key)?.ToString() is not { } json)
            return null;
        using var document = JsonDocument.Parse(json);
        var record = document.RootElement;
        return new HandoffRecord(record.GetProperty("from").GetString()!, record.GetProperty("reason").GetString()!, record.GetProperty("summary").GetString()!, record.GetProperty("since").GetInt32());
    }

    public static HandoffRecord? Of(AIFunctionArguments arguments) => ToolNames.Text(arguments, "from") is not { Length: > 0 } from ? null
        : new HandoffRecord(from, ToolNames.Text(arguments, "reason"), ToolNames.Text(arguments, "summary"), int.Parse(ToolNames.Text(arguments, "since"), CultureInfo.InvariantCulture));

    public AdditionalPropertiesDictionary ToProperties() =>
        new() { [Key] = new JsonObject { ["from"] = From, ["reason"] = Reason, ["summary"] = Summary, ["since"] = Since }.ToJsonString() };

    public (string Name, string? Value)[] ToArguments() => [("from", From), ("reason", Reason), ("summary", Summary), ("since", Since.ToString(CultureInfo.InvariantCulture))];

    public Handoff ToHandoff(string to, IReadOnlyList<ChatMessage> conversation) => new()
    {
        From = From,
        To = to,
        Reason = Reason,
        Summary = Summary,
        Conversation = conversation,
        Since = Math.Clamp(Since, 0, conversation.Count),
    };
}
