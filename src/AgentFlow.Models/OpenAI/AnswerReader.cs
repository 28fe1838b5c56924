using System.Text.Json;

namespace AgentFlow.Models;

/// <summary>Reads an answer as it arrives, whether it comes as events or, from servers that do not stream, as one JSON body.</summary>
internal sealed class AnswerReader : IDisposable
{
    private readonly ResponseBody _body;
    private readonly ModelEndpoint _endpoint;
    private readonly ServerSentEvents _events;
    private readonly ChunkParser _parser;
    private Form _form;
    private ModelException? _failure;

    public AnswerReader(ResponseBody body, ModelEndpoint endpoint)
    {
        _body = body;
        _endpoint = endpoint;
        _events = new ServerSentEvents(body);
        _parser = new ChunkParser(Assembler);
    }

    private bool HasFailed => _failure is not null || _parser.Error is not null;

    private enum Form
    {
        Unknown,
        Events,
        Json,
    }

    public ResponseAssembler Assembler { get; } = new();

    /// <summary>Whether the end of the answer was read; bytes may still follow.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Reads every event that has arrived.</summary>
    public void Read()
    {
        if (_form == Form.Unknown)
            Detect();
        if (_form != Form.Events)
            return;
        while (!IsComplete && !HasFailed && _events.TryRead(out var data))
        {
            if (!Read(data))
                _failure = _endpoint.NotAnAnswer(data);
        }
    }

    /// <summary>Reads what the end of the body completes.</summary>
    public void ReadEnd()
    {
        if (_form == Form.Events)
        {
            // What is no JSON here was cut off.
            while (!IsComplete && !HasFailed && _events.TryReadLast(out var data) && Read(data))
            {
            }
        }
        else if (!IsComplete && !_body.Unread.IsEmpty)
        {
            ReadJson(_body.Unread);
        }
        IsComplete |= Assembler.HasFinished && !HasFailed;
    }

    /// <summary>Throws what went wrong in the answer, after what came before it was taken.</summary>
    public void ThrowIfError()
    {
        if (_failure is not null)
            throw _failure;
        if (_parser.Error is { } error)
            throw _endpoint.FromServer(error.Status, error);
    }

    public void ThrowIfIncomplete()
    {
        if (!IsComplete)
            throw _endpoint.Interrupted("the stream ended without a finish reason");
    }

    public void Dispose()
    {
        _parser.Dispose();
        _events.Dispose();
        Assembler.Dispose();
    }

    /// <summary>
    /// Content types are often wrong; the first character is not: JSON opens with a brace, HTML with '&lt;', events with a letter or ':'.
    /// </summary>
    private void Detect()
    {
        var start = _body.Unread.TrimStart(" \t\r\n"u8);
        if (!start.IsEmpty)
            _form = start[0] is (byte)'{' or (byte)'[' or (byte)'<' ? Form.Json : Form.Events;
    }

    /// <summary>A whole body: an answer, the beginning of one, or something else altogether.</summary>
    private void ReadJson(ReadOnlySpan<byte> body)
    {
        var isWhole = Read(body);
        if (_parser.Error is not null)
            return;
        if (isWhole && _parser.HasChoices)
            IsComplete = true;
        else if (isWhole || body.TrimStart(" \t\r\n"u8)[0] != '{')
            _failure = _endpoint.NotAnAnswer(body);
    }

    /// <summary>False if the data is not a JSON object.</summary>
    private bool Read(ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            IsComplete = true;
            return true;
        }
        if (data.IsEmpty)
            return true;
        if (_form == Form.Events && _events.IsError)
        {
            _parser.ReadAsError(data);
            return true;
        }
        try
        {
            _parser.Read(data);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
