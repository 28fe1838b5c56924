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

    /// <summary>
    /// Some servers repeat an id or leave it out; results could not be told apart then. And what begins with another call's id and a slash is the id of a call that the other's tool
    /// makes: a model that could write it would have a person's consent to the one taken for consent to the other. So it is with the tilde, which tells the calls of child runs apart.
    /// </summary>
    private FunctionCallContent WithUniqueId(FunctionCallContent call)
    {
        var stem = string.IsNullOrEmpty(call.CallId) ? "call" : Plain(call.CallId);
        if (stem == call.CallId && !IsTaken(stem))
            return call;
        var id = call.CallId?.Length > 0 ? stem : string.Empty;
        for (var number = 1; id.Length == 0 || IsTaken(id); number++)
            id = $"{stem.Replace('/', '_')}_{number}";
        return new FunctionCallContent(id, call.Name, call.Arguments)
        {
            Exception = call.Exception,
            InformationalOnly = call.InformationalOnly,
            AdditionalProperties = call.AdditionalProperties,
        };
    }

    private static string Plain(string callId) =>
        callId.AsSpan().ContainsAnyInRange('\0', '\x1f') || callId.AsSpan().ContainsAny('~', '\x7f') ? string.Concat(callId.Select(c => char.IsControl(c) || c == '~' ? '_' : c)) : callId;

    private bool IsTaken(string callId)
    {
        foreach (var content in _contents)
        {
            if (content is FunctionCallContent { CallId: var other } && (other == callId || IsBelow(other, callId) || IsBelow(callId, other)))
                return true;
        }
        return false;
    }

    private static bool IsBelow(string callId, string outer) => callId.Length > outer.Length && callId[outer.Length] == '/' && callId.StartsWith(outer, StringComparison.Ordinal);
}
