using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Sealing;

/// <summary>
/// Messages, events and values as the file has them: JSON as it is, or, in an encrypted file, JSON of which only what the indexes and the eye need is
/// readable, and the whole is sealed for its place.
/// </summary>
internal sealed class RowText(string path, Cipher? cipher)
{
    public bool IsSealed => cipher is not null;

    public byte[] Write(ChatMessage message, string sessionId, long seq)
    {
        var json = RunEventJson.Serialize(message);
        return cipher is null ? json : Seal(cipher, json, OfMessage(sessionId, seq), "role");
    }

    public ChatMessage ReadMessage(ReadOnlySpan<byte> text, string sessionId, long seq) =>
        RunEventJson.DeserializeMessage(cipher is null ? text : Open(cipher, text, OfMessage(sessionId, seq)));

    public byte[] Write(RunEvent runEvent, string runId, long seq)
    {
        var json = RunEventJson.Serialize(runEvent);
        return cipher is null ? json : Seal(cipher, json, OfEvent(runId, seq), "type", "at");
    }

    public RunEvent ReadEvent(ReadOnlySpan<byte> text, string runId, long seq) =>
        RunEventJson.DeserializeEvent(cipher is null ? text : Open(cipher, text, OfEvent(runId, seq)));

    /// <summary>The hash by which a text that several runs have is found.</summary>
    public byte[] Hash(byte[] content) => cipher is null ? SHA256.HashData(content) : cipher.Hash(content);

    public byte[] SealContent(byte[] content, byte[] hash) => cipher is null ? content : Encoding.UTF8.GetBytes(cipher.SealToText(content, OfContent(hash)));

    /// <summary>A text that several runs have; in an encrypted file its hash stands in the sealed event that refers to it.</summary>
    public string OpenContent(ReadOnlySpan<byte> text, byte[] hash, string? expectedHash)
    {
        try
        {
            if (cipher is not null && expectedHash != Convert.ToHexString(hash))
                throw new CryptographicException("Its event refers to another.");
            return Encoding.UTF8.GetString(cipher is null ? text : cipher.OpenText(text, OfContent(hash)));
        }
        catch (CryptographicException error)
        {
            throw Damaged(OfContent(hash), error);
        }
    }

    /// <summary>An event's JSON as it is behind the seal.</summary>
    public byte[] OpenEvent(ReadOnlySpan<byte> text, string runId, long seq) => cipher is null ? text.ToArray() : Open(cipher, text, OfEvent(runId, seq));

    /// <summary>A pack of events, sealed if the file is.</summary>
    public byte[] SealPack(byte[] data, string runId, long seq) => cipher is null ? data : cipher.Seal(data, OfPack(runId, seq));

    public byte[] OpenPack(ReadOnlySpan<byte> data, string runId, long seq)
    {
        try
        {
            return cipher is null ? data.ToArray() : cipher.Open(data, OfPack(runId, seq));
        }
        catch (CryptographicException error)
        {
            throw Damaged(OfPack(runId, seq), error);
        }
    }

    /// <summary>The numbers of the events that a message refers to, sealed for the message and the run whose events they are.</summary>
    public string SealQuote(long[] events, string sessionId, long seq, string runId) =>
        cipher!.SealToText(Encoding.UTF8.GetBytes(string.Join(',', events)), OfQuote(sessionId, seq, runId));

    public long[] OpenQuote(ReadOnlySpan<byte> text, string sessionId, long seq, string runId)
    {
        try
        {
            return [.. Encoding.UTF8.GetString(cipher!.OpenText(text, OfQuote(sessionId, seq, runId))).Split(',').Select(n => long.Parse(n, CultureInfo.InvariantCulture))];
        }
        catch (CryptographicException error)
        {
            throw Damaged(OfMessage(sessionId, seq), error);
        }
    }

    public string WriteValue(string value, string scope, string key) =>
        cipher is null ? value : cipher.SealToText(Encoding.UTF8.GetBytes(value), OfValue(scope, key));

    public string ReadValue(ReadOnlySpan<byte> text, string scope, string key)
    {
        var place = OfValue(scope, key);
        try
        {
            return Encoding.UTF8.GetString(cipher is null ? text : cipher.OpenText(text, place));
        }
        catch (CryptographicException error)
        {
            throw Damaged(place, error);
        }
    }

    // The length keeps two names from being taken for two others.
    private static string OfMessage(string sessionId, long seq) => FormattableString.Invariant($"message {seq} {sessionId}");

    private static string OfEvent(string runId, long seq) => FormattableString.Invariant($"event {seq} {runId}");

    private static string OfContent(byte[] hash) => $"content {Convert.ToHexString(hash)}";

    private static string OfQuote(string sessionId, long seq, string runId) => FormattableString.Invariant($"quote {seq} {sessionId.Length} {sessionId} {runId}");

    private static string OfPack(string runId, long seq) => FormattableString.Invariant($"events {seq} {runId}");

    private static string OfValue(string scope, string key) => FormattableString.Invariant($"value {scope.Length} {scope} {key}");

    private static byte[] Seal(Cipher cipher, byte[] json, string place, params ReadOnlySpan<string> readable)
    {
        using var buffer = new MemoryStream(json.Length * 4 / 3 + 128);
        using var document = JsonDocument.Parse(json);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var name in readable)
            {
                if (document.RootElement.TryGetProperty(name, out var value))
                {
                    writer.WritePropertyName(name);
                    value.WriteTo(writer);
                }
            }
            writer.WriteBase64String("sealed", cipher.Seal(json, place));
            writer.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private byte[] Open(Cipher cipher, ReadOnlySpan<byte> text, string place)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("sealed"u8) && reader.Read())
                    return cipher.Open(reader.GetBytesFromBase64(), place);
            }
            throw new CryptographicException("It is not sealed.");
        }
        catch (Exception error) when (error is CryptographicException or JsonException or FormatException)
        {
            throw Damaged(place, error);
        }
    }

    /// <summary>What is told of a row that does not fit the others.</summary>
    public SqliteJournalException Damaged(string place, string problem) => new($"Journal '{path}' is damaged at '{place}'. {problem} Restore it from a backup.", path, 0);

    private SqliteJournalException Damaged(string place, Exception error) =>
        new($"Journal '{path}' is encrypted, and its row '{place}' was not written with its key and for its place: it was changed, or comes from elsewhere. {error.Message}", path, 0);
}
