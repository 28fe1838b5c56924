using System.Buffers;
using System.Text.Json;

namespace AgentFlow.Benchmarks.Floor;

/// <summary>Messages as the bytes that go over the wire; each is written once.</summary>
internal sealed class Transcript : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);
    private readonly Utf8JsonWriter _json;

    public Transcript() => _json = new Utf8JsonWriter(_bytes, Options);

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public int Count { get; private set; }

    public void AddText(string role, string text)
    {
        Begin(role);
        WriteContent(text);
        End();
    }

    public void AddCalls(List<Answer.Call> calls)
    {
        Begin("assistant");
        BeginCalls();
        foreach (var call in calls)
            AddCall(call.Id, call.Name, call.Arguments.WrittenSpan);
        EndCalls();
        End();
    }

    public void AddResult(string callId, ReadOnlySpan<char> result)
    {
        Begin("tool");
        _json.WriteString("tool_call_id"u8, callId);
        _json.WriteString("content"u8, result);
        End();
    }

    public void Begin(string role)
    {
        if (Count++ > 0)
        {
            _bytes.GetSpan(1)[0] = (byte)',';
            _bytes.Advance(1);
        }
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("role"u8, role);
    }

    public void WriteContent(string text) => _json.WriteString("content"u8, text);

    public void BeginCalls() => _json.WriteStartArray("tool_calls"u8);

    public void EndCalls() => _json.WriteEndArray();

    public void AddCall(string id, string name, ReadOnlySpan<byte> arguments)
    {
        _json.WriteStartObject();
        _json.WriteString("id"u8, id);
        _json.WriteString("type"u8, "function"u8);
        _json.WriteStartObject("function"u8);
        _json.WriteString("name"u8, name);
        _json.WriteString("arguments"u8, arguments);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    public void End()
    {
        _json.WriteEndObject();
        _json.Flush();
    }

    public void Dispose() => _json.Dispose();
}
