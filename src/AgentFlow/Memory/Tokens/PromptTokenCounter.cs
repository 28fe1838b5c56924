using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// Counts what a request takes in a model's context: messages with their framing, calls and results, images, instructions, and the schemas
/// of tools.
/// </summary>
/// <remarks>Safe for use from several threads. With an exact counter each message is counted once and remembered.</remarks>
public sealed class PromptTokenCounter
{
    private readonly TokenFraming _framing;
    private readonly ConditionalWeakTable<ChatMessage, StrongBox<int>> _counted = [];

    /// <summary>A counter of requests.</summary>
    /// <param name="counter">Counts texts; null for a new <see cref="EstimatingTokenCounter"/>.</param>
    /// <param name="framing">What a request costs beside its texts; null for the defaults. Must not be changed afterwards.</param>
    public PromptTokenCounter(ITokenCounter? counter = null, TokenFraming? framing = null)
    {
        Texts = counter ?? new EstimatingTokenCounter();
        _framing = framing ?? new TokenFraming();
    }

    /// <summary>What counts the texts.</summary>
    public ITokenCounter Texts { get; }

    /// <summary>A whole request.</summary>
    /// <param name="messages">Its messages.</param>
    /// <param name="options">Its options, for instructions and tools.</param>
    public int Count(IReadOnlyList<ChatMessage> messages, ChatOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var tokens = CountOverhead(options);
        for (var i = 0; i < messages.Count; i++)
            tokens += Count(messages[i]);
        return tokens;
    }

    /// <summary>What a request takes without any message: the beginning of the answer, instructions, tools.</summary>
    /// <param name="options">Its options.</param>
    public int CountOverhead(ChatOptions? options)
    {
        var tokens = _framing.Request;
        if (options?.Instructions is { Length: > 0 } instructions)
            tokens += _framing.Message + Texts.Count(instructions);
        foreach (var tool in options?.Tools ?? [])
        {
            tokens += _framing.Tool + Texts.Count(tool.Name) + Texts.Count(tool.Description);
            if (tool is AIFunctionDeclaration function)
                tokens += Texts.Count(function.JsonSchema.GetRawText());
        }
        return tokens;
    }

    /// <summary>One message with its framing.</summary>
    /// <param name="message">The message; it must not be changed afterwards.</param>
    public int Count(ChatMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!Texts.IsExact)
            return Measure(message);
        if (_counted.TryGetValue(message, out var known))
            return known.Value;
        var tokens = Measure(message);
        _counted.AddOrUpdate(message, new StrongBox<int>(tokens));
        return tokens;
    }

    /// <summary>Lets an estimate correct itself by a request that has been answered; an exact counter has nothing to learn.</summary>
    /// <param name="messages">The messages of the request.</param>
    /// <param name="options">Its options.</param>
    /// <param name="usage">What the provider reported.</param>
    public void Learn(IReadOnlyList<ChatMessage> messages, ChatOptions? options, UsageDetails usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        if (Texts is EstimatingTokenCounter estimate && usage.InputTokenCount is { } reported)
            estimate.Learn(Count(messages, options), reported);
    }

    private int Measure(ChatMessage message)
    {
        var tokens = _framing.Message + (message.AuthorName is { } author ? Texts.Count(author) : 0);
        foreach (var content in message.Contents)
            tokens += Measure(content);
        return tokens;
    }

    private int Measure(AIContent content) => content switch
    {
        TextContent text => Texts.Count(text.Text),
        // A provider takes its own reasoning back without counting what it does not show; what it shows, it counts.
        TextReasoningContent reasoning => Texts.Count(reasoning.Text),
        FunctionCallContent call => _framing.Call + Texts.Count(call.Name) + Texts.Count(ToolArguments.AsJson(call.Arguments).GetRawText()),
        ToolApprovalRequestContent request => Measure(request.ToolCall),
        ToolApprovalResponseContent answer => Measure(answer.ToolCall),
        FunctionResultContent result => _framing.Call + Texts.Count(ResultText(result.Result)),
        DataContent data => data.HasTopLevelMediaType("image") ? _framing.Image : (data.Data.Length + 2) / 3,
        UriContent uri => uri.HasTopLevelMediaType("image") ? _framing.Image : Texts.Count(uri.Uri.OriginalString),
        _ => 0,
    };

    private static string ResultText(object? result) => result switch
    {
        null => string.Empty,
        string text => text,
        JsonElement json => json.GetRawText(),
        _ => result.ToString() ?? string.Empty,
    };
}
