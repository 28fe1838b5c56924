using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>Hands the conversation over: the run of who calls it ends with it.</summary>
internal sealed class TransferTool : AIFunction
{
    public const string ToolName = "transfer_conversation";
    private readonly TeamPrompts _prompts;

    public TransferTool(IReadOnlyList<TeamMember> others, TeamPrompts prompts)
    {
        _prompts = prompts;
        Description = prompts.Transfer.Format(("members", prompts.Lines(others)));
        var schema = JsonNode.Parse(ToolNames.Schema(
            ("to", prompts.TransferTo.Format(), true), ("reason", prompts.TransferReason.Format(), true), ("summary", prompts.TransferSummary.Format(), true)).GetRawText())!;
        schema["properties"]!["to"]!["enum"] = new JsonArray([.. others.Select(m => (JsonNode)m.Name)]);
        JsonSchema = JsonElement.Parse(schema.ToJsonString());
    }

    public override string Name => ToolName;

    public override string Description { get; }

    public override JsonElement JsonSchema { get; }

    protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) =>
        ValueTask.FromResult<object?>(_prompts.Transferred.Format(("to", ToolNames.Text(arguments, "to"))));
}
