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

    public AnswerReader(ResponseBody body, ModelEndpoint endpoint)
    {
        _body = body;
        _endpoint = endpoint;
        _events = new ServerSentEvents(body);
        _parser = new ChunkParser(Assembler);
    }

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
        while (!IsComplete && _parser.Error is null && _events.TryRead(out var data))
            Read(data);
    }

    /// <summary>Reads what the end of the body completes.</summary>
    public void ReadEnd()
    {
        if (IsComplete)
            return;
        if (_form == Form.Events)
        {
            if (_events.TryReadLast(out var data) && !Read(data, isLast: true))
                return;
        }
        else if (!_body.Unread.IsEmpty)
        {
            if (!Read(_body.Unread, isLast: true))
                return;
            if (!_parser.HasChoices && _parser.Error is null)
                throw _endpoint.NotAnAnswer(_body.Unread);
            IsComplete |= _parser.HasChoices;
        }
        IsComplete |= Assembler.HasFinished;
    }

    public void ThrowIfError()
    {
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

    private void Read(ReadOnlySpan<byte> data)
    {
        if (!Read(data, isLast: false))
            throw _endpoint.NotAnAnswer(data);
    }

    /// <summary>False if the data is not JSON, which at the end of the body means that it was cut.</summary>
    private bool Read(ReadOnlySpan<byte> data, bool isLast)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            IsComplete = true;
            return true;
        }
        if (data.IsEmpty)
            return true;
        try
        {
            if (_form == Form.Events && _events.IsError)
                _parser.ReadAsError(data);
            else
                _parser.Read(data);
            return true;
        }
        catch (JsonException) when (isLast && _form == Form.Json && data.TrimStart(" \t\r\n"u8)[0] == '{')
        {
            return false;
        }
        catch (JsonException e)
        {
            if (isLast && _form == Form.Events)
                return false;
            throw _endpoint.NotAnAnswer(data, e);
        }
    }
}
