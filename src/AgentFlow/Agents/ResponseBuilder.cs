using System.Text;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents;

/// <summary>Folds the updates of a streamed answer into one message: neighbouring pieces of text become one, call ids become unique.</summary>
internal sealed class ResponseBuilder
{
    private readonly List<AIContent> _contents = [];
    private StringBuilder? _text;
    private string? _firstPiece;
    private bool _isReasoning;
    private string? _messageId;
    private const string OwnPrefix = "agentflow.";
    private string? _authorName;
    private AdditionalPropertiesDictionary? _properties;

    public UsageDetails? Usage { get; private set; }

    public string? ModelId { get; private set; }

    public ChatFinishReason? FinishReason { get; private set; }

    /// <summary>Notes what an update says besides its contents.</summary>
    public void Add(ChatResponseUpdate update)
    {
        ModelId ??= update.ModelId;
        _messageId ??= update.MessageId;
        _authorName ??= update.AuthorName;
        if (update.AdditionalProperties is { } properties)
            Keep(properties);
        FinishReason = update.FinishReason ?? FinishReason;
    }

    /// <summary>Adds a content; returns the call as it stands in the message if it is one.</summary>
    public FunctionCallContent? Add(AIContent content)
    {
        switch (content)
        {
            case TextReasoningContent reasoning:
                AddPiece(reasoning.Text, isReasoning: true);
                if (reasoning.ProtectedData is not null)
                    EndText(reasoning.ProtectedData);
                return null;
            case TextContent text:
                AddPiece(text.Text, isReasoning: false);
                return null;
            case UsageContent usage:
                AddUsage(usage.Details);
                return null;
            case FunctionCallContent call:
                EndText();
                var unique = WithUniqueId(call);
                _contents.Add(unique);
                return unique;
            default:
                EndText();
                _contents.Add(content);
                return null;
        }
    }

    /// <summary>The message.</summary>
    /// <param name="withCalls">False to leave out calls, when the model was told that it cannot make any.</param>
    public ChatMessage Build(bool withCalls)
    {
        EndText();
        if (!withCalls)
            _contents.RemoveAll(c => c is FunctionCallContent);
        return new ChatMessage(ChatRole.Assistant, _contents) { MessageId = _messageId, AuthorName = _authorName, AdditionalProperties = _properties };
    }

    /// <summary>What AgentFlow itself has put there becomes part of the message; what others do may be of a kind that cannot be journaled.</summary>
    private void Keep(AdditionalPropertiesDictionary properties)
    {
        foreach (var (key, value) in properties)
        {
            if (key.StartsWith(OwnPrefix, StringComparison.Ordinal) && value is string)
                (_properties ??= [])[key] = value;
        }
    }

    /// <summary>Most answers carry one usage: it is kept as it is, and added up only when a second one comes.</summary>
    private void AddUsage(UsageDetails details)
    {
        if (Usage is null)
        {
            Usage = details;
            return;
        }
        var sum = new UsageDetails();
        sum.Add(Usage);
        sum.Add(details);
        Usage = sum;
    }

    private void AddPiece(string? piece, bool isReasoning)
    {
        if (string.IsNullOrEmpty(piece))
            return;
        if (isReasoning != _isReasoning)
            EndText();
        _isReasoning = isReasoning;
        if (_firstPiece is null)
            _firstPiece = piece;
        else
            (_text ??= new StringBuilder(_firstPiece, 256)).Append(piece);
    }

    private void EndText(string? protectedData = null)
    {
        if (_firstPiece is not null || protectedData is not null)
        {
            var text = _text?.ToString() ?? _firstPiece ?? string.Empty;
            _contents.Add(_isReasoning || protectedData is not null ? new TextReasoningContent(text) { ProtectedData = protectedData } : new TextContent(text));
        }
        _firstPiece = null;
        _text = null;
        _isReasoning = false;
    }

    /// <summary>Some servers repeat an id or leave it out; results could not be told apart then.</summary>
    private FunctionCallContent WithUniqueId(FunctionCallContent call)
    {
        if (!string.IsNullOrEmpty(call.CallId) && !HasCall(call.CallId))
            return call;
        var stem = string.IsNullOrEmpty(call.CallId) ? "call" : call.CallId;
        var number = 1;
        while (HasCall($"{stem}_{number}"))
            number++;
        return new FunctionCallContent($"{stem}_{number}", call.Name, call.Arguments)
        {
            Exception = call.Exception,
            InformationalOnly = call.InformationalOnly,
            AdditionalProperties = call.AdditionalProperties,
        };
    }

    private bool HasCall(string callId)
    {
        foreach (var content in _contents)
        {
            if (content is FunctionCallContent call && call.CallId == callId)
                return true;
        }
        return false;
    }
}
