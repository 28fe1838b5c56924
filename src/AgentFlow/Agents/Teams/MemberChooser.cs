using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.Memory;
using AgentFlow.Output;
using AgentFlow.Output.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>Asks a model for one of the members, by structured output. An answer that cannot be read goes back to it once.</summary>
internal sealed class MemberChooser
{
    private const int Tries = 2;
    private readonly IChatClient _model;
    private readonly TeamPrompts _prompts;
    private readonly OutputSchema _schema;
    private readonly ChatOptions _options;

    public MemberChooser(IChatClient model, IEnumerable<TeamMember> members, TeamPrompts prompts)
    {
        _model = model;
        _prompts = prompts;
        var names = members.Select(m => m.Name).ToList();
        while (names.Contains(None))
            None += "_";
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["name"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. names.Append(None).Select(n => (JsonNode)n)]) },
                ["reason"] = new JsonObject { ["type"] = "string" },
            },
            ["required"] = new JsonArray("name", "reason"),
            ["additionalProperties"] = false,
        };
        _schema = new OutputSchema(JsonElement.Parse(schema.ToJsonString()));
        _options = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(_schema.Schema, "choice") };
    }

    /// <summary>What the model says when nobody fits.</summary>
    public string None { get; private set; } = "none";

    public async Task<MemberChoice> ChooseAsync(IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken)
    {
        var usage = new UsageDetails();
        List<ChatMessage> conversation = [.. messages];
        string? modelId = null;
        for (var i = 0; i < Tries; i++)
        {
            var response = await _model.GetResponseAsync(conversation, _options.Clone(), cancellationToken).ConfigureAwait(false);
            if (response.Usage is not null)
                usage.Add(response.Usage);
            modelId = response.ModelId;
            if (_schema.TryRead(response.Text, OutputPrompts.Default, out var value, out var errors))
            {
                var name = value.GetProperty("name").GetString();
                return new MemberChoice(name == None ? null : name, value.GetProperty("reason").GetString(), true, usage, modelId);
            }
            conversation.Add(new ChatMessage(ChatRole.Assistant, response.Text));
            conversation.Add(RuntimeNote.Create(_prompts.ChooseAgain.Format(("errors", string.Join('\n', errors.Select(e => "- " + e))))));
        }
        return new MemberChoice(null, null, IsValid: false, usage, modelId);
    }
}
