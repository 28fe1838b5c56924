using System.Buffers;
using System.Text;
using System.Text.Json;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models;

/// <summary>A tool call whose arguments are still arriving.</summary>
internal sealed class PendingToolCall : IDisposable
{
    private readonly CharBuffer _arguments = new();
    private JsonArguments? _parsed;

    public int? Index { get; init; }

    public string? Id { get; set; }

    public string? Name { get; set; }

    /// <summary>What the server adds to a call and wants back with it, such as Gemini's thought signature.</summary>
    public JsonElement? ExtraContent { get; set; }

    public CharBuffer Arguments
    {
        get
        {
            _parsed = null;
            return _arguments;
        }
    }

    /// <summary>Whether the arguments so far are a whole JSON object, so that nothing can follow but another call.</summary>
    public bool IsComplete => _parsed is not null || (!IsBlank && TryParse() is null);

    public bool IsBlank => _arguments.Written.IsWhiteSpace();

    /// <summary>The call; text that is not a JSON object becomes its <c>Exception</c>, and is kept beside it.</summary>
    /// <param name="fallbackId">The id for a call that the server gave none.</param>
    public FunctionCallContent Build(string fallbackId)
    {
        var error = _parsed is null ? TryParse() : null;
        var call = new FunctionCallContent(string.IsNullOrEmpty(Id) ? fallbackId : Id, Name ?? "", _parsed);
        if (ExtraContent is { } extra)
            (call.AdditionalProperties ??= [])[OpenAIMembers.ExtraContent] = extra;
        if (error is not null)
        {
            call.Exception = error;
            (call.AdditionalProperties ??= [])[JsonArguments.RawTextKey] = _arguments.Written.ToString();
        }
        return call;
    }

    public void Dispose() => _arguments.Dispose();

    private JsonException? TryParse()
    {
        var text = _arguments.Written;
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            _parsed = JsonArguments.Parse(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
            return null;
        }
        catch (JsonException e)
        {
            return e;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
