using Microsoft.Extensions.AI;

namespace AgentFlow.Models;

/// <summary>
/// Collects what a parser finds in an answer until it is taken as one update: text that arrived together becomes one content, and the
/// strings that are the same in every update are made once.
/// </summary>
internal sealed class ResponseAssembler : IDisposable
{
    /// <summary>The <c>ErrorCode</c> of the content that a refusal becomes.</summary>
    public const string RefusalCode = "Refusal";

    private readonly CharBuffer _text = new();
    private readonly CharBuffer _refusal = new();
    private bool _isReasoning;
    private List<AIContent>? _contents;
    private ChatFinishReason? _finishReason;
    private bool _finishTaken;

    /// <summary>What ids are made of for tool calls that come without one, where the response has no id either.</summary>
    public string IdSeed { get; set; } = "";

    public string? ResponseId { get; set; }

    public string? ModelId { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>The usage so far; servers that report it more than once report sums, so the last one counts.</summary>
    public UsageDetails? Usage { get; set; }

    public ToolCallAssembler ToolCalls { get; } = new();

    /// <summary>Whether a reason to finish was given, so that the end of the body is the end of the answer.</summary>
    public bool HasFinished => _finishReason is not null;

    /// <summary>The buffer for answer text.</summary>
    public CharBuffer Text => Switch(isReasoning: false);

    /// <summary>The buffer for the model's reasoning.</summary>
    public CharBuffer Reasoning => Switch(isReasoning: true);

    /// <summary>The buffer for a refusal, which is yielded whole at the end.</summary>
    public CharBuffer Refusal => _refusal;

    public void Add(AIContent content)
    {
        FlushText(isFinal: true);
        (_contents ??= new(2)).Add(content);
    }

    /// <summary>Ends the answer; what is still open is complete now.</summary>
    public void Finish(ChatFinishReason reason)
    {
        _finishReason = reason;
        TakeCalls(isEnd: true);
    }

    /// <summary>Hands out tool calls that were completed by the beginning of another.</summary>
    public void TakeCompleteCalls() => TakeCalls(isEnd: false);

    /// <summary>What was collected since the last call; null if there was nothing.</summary>
    /// <param name="isFinal">Whether the answer has ended: usage and refusal are added, and calls that no finish reason completed.</param>
    public ChatResponseUpdate? TakeUpdate(bool isFinal)
    {
        if (isFinal)
        {
            TakeCalls(isEnd: true);
            FlushText(isFinal: true);
            if (_refusal.Length > 0)
                Add(new ErrorContent(_refusal.Take(isFinal: true)) { ErrorCode = RefusalCode });
            if (Usage is not null)
                Add(new UsageContent(Usage));
        }
        FlushText(isFinal);
        var finish = _finishTaken ? null : _finishReason;
        if (_contents is null && finish is null)
            return null;
        _finishTaken = finish is not null || _finishTaken;
        var update = new ChatResponseUpdate
        {
            Role = ChatRole.Assistant,
            ResponseId = ResponseId,
            MessageId = ResponseId,
            ModelId = ModelId,
            CreatedAt = CreatedAt,
            FinishReason = finish,
        };
        if (_contents is not null)
            update.Contents = _contents;
        _contents = null;
        return update;
    }

    public void Dispose()
    {
        _text.Dispose();
        _refusal.Dispose();
        ToolCalls.Dispose();
    }

    private CharBuffer Switch(bool isReasoning)
    {
        if (_isReasoning != isReasoning)
            FlushText(isFinal: true);
        _isReasoning = isReasoning;
        return _text;
    }

    private void TakeCalls(bool isEnd)
    {
        if (ToolCalls.Count == 0)
            return;
        FlushText(isFinal: true);
        var contents = _contents ?? new(2);
        ToolCalls.TakeComplete(contents, isEnd, Tail(ResponseId) ?? IdSeed);
        if (contents.Count > 0)
            _contents = contents;
    }

    private static string? Tail(string? id) => string.IsNullOrEmpty(id) ? null : id.Length <= 24 ? id : id[^24..];

    private void FlushText(bool isFinal)
    {
        if (_text.Length == 0)
            return;
        var text = _text.Take(isFinal);
        if (text.Length > 0)
            (_contents ??= new(1)).Add(_isReasoning ? new TextReasoningContent(text) : new TextContent(text));
    }
}
