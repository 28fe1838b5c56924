using System.Text;
using System.Text.Json;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// Sessions as JSON Lines, to be kept elsewhere or taken into another store: a first line that says what it is, its version, the session's id and
/// the number of messages, then a line for each message as journals have it (<see cref="RunEventJson"/>).
/// </summary>
/// <remarks>Runs and what memories derived are not part of it: a summary can be made again.</remarks>
public static class SessionJsonLines
{
    /// <summary>What the first line has as its format.</summary>
    public const string FormatName = "agentflow-session";

    /// <summary>The version of the format that is written; older ones are read.</summary>
    public const int FormatVersion = 1;

    private const int Page = 256;

    private static readonly byte[] NewLine = [(byte)'\n'];

    /// <summary>Writes a session as it is at this moment, page by page: what it takes in memory does not depend on the session's length.</summary>
    /// <param name="store">Where the session is.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="target">Where to write to, as UTF-8; stays open.</param>
    /// <param name="cancellationToken">Stops the writing in the middle.</param>
    /// <returns>How many messages were written.</returns>
    /// <exception cref="ArgumentException">There is no such session.</exception>
    /// <exception cref="InvalidOperationException">The session was deleted meanwhile.</exception>
    public static async Task<long> ExportAsync(ISessionStore store, string sessionId, Stream target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(sessionId);
        ArgumentNullException.ThrowIfNull(target);
        var end = (await store.LoadTailAsync(sessionId, new SessionTail { NeedsEarlier = _ => false }, cancellationToken).ConfigureAwait(false)).Version;
        if (end == 0)
            throw new ArgumentException($"There is no session '{sessionId}' to export.", nameof(sessionId));
        await WriteLineAsync(target, Header(sessionId, end), cancellationToken).ConfigureAwait(false);
        for (var from = 0L; from < end; from += Page)
        {
            var before = Math.Min(end, from + Page);
            var messages = (await store.LoadTailAsync(sessionId, new SessionTail { From = from, Before = before, NeedsEarlier = _ => false }, cancellationToken).ConfigureAwait(false)).Messages;
            if (messages.FirstIndex + messages.Count != before)
                throw new InvalidOperationException($"Session '{sessionId}' was deleted while it was exported. What was written so far is not whole.");
            // A store may give more than it was asked for.
            for (var i = (int)(from - messages.FirstIndex); i < messages.Count; i++)
                await WriteLineAsync(target, RunEventJson.Serialize(messages[i]), cancellationToken).ConfigureAwait(false);
        }
        await target.FlushAsync(cancellationToken).ConfigureAwait(false);
        return end;
    }

    /// <summary>Reads an exported session line by line and writes it in one append, all of it or nothing.</summary>
    /// <param name="store">Where the session shall be.</param>
    /// <param name="source">The exported session.</param>
    /// <param name="sessionId">The id it shall have; null for the one it had.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The session as it is now.</returns>
    /// <exception cref="SessionFormatException">A line is not what it must be; the message says which and why.</exception>
    /// <exception cref="SessionConflictException">There is a session of that id already.</exception>
    public static async Task<Session> ImportAsync(ISessionStore store, Stream source, string? sessionId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(source);
        using var reader = new StreamReader(source, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var (id, count) = ReadHeader(await ReadLineAsync(reader, 1, cancellationToken).ConfigureAwait(false));
        var messages = new List<ChatMessage>();
        while (await ReadLineAsync(reader, messages.Count + 2, cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (messages.Count == count)
                throw new SessionFormatException(count + 2, $"is one more than there should be: the first line says {count} messages. Import one session at a time.");
            messages.Add(ReadMessage(line, messages.Count + 2));
        }
        if (messages.Count < count)
            throw new SessionFormatException(messages.Count + 2, $"is missing: the first line says {count} messages, and there are {messages.Count}. The file was cut off.");
        var append = new SessionAppend { SessionId = sessionId ?? id, ExpectedVersion = 0, Messages = messages };
        return new Session { Id = append.SessionId, Version = await store.AppendAsync(append, cancellationToken).ConfigureAwait(false), Messages = MessageLog.Create(messages) };
    }

    private static byte[] Header(string sessionId, long messages)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("format", FormatName);
            json.WriteNumber("version", FormatVersion);
            json.WriteString("session", sessionId);
            json.WriteNumber("messages", messages);
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static (string Id, long Count) ReadHeader(string? line)
    {
        try
        {
            using var json = JsonDocument.Parse(line ?? string.Empty);
            var header = json.RootElement;
            if (header.GetProperty("format").GetString() != FormatName)
                throw new SessionFormatException(1, $"does not have \"format\":\"{FormatName}\".");
            var version = header.GetProperty("version").GetInt32();
            if (version is < 1 or > FormatVersion)
                throw new SessionFormatException(1, $"has version {version}; this release reads up to {FormatVersion}. Update AgentFlow.");
            var (id, count) = (header.GetProperty("session").GetString(), header.GetProperty("messages").GetInt64());
            return id is not null && count >= 1 ? (id, count) : throw new SessionFormatException(1, "has no session id, or no number of messages from 1.");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException and not SessionFormatException)
        {
            throw new SessionFormatException(1, $"is not the first line of an exported session, {{\"format\":\"{FormatName}\",\"version\":{FormatVersion},\"session\":\"...\",\"messages\":...}}: {error.Message}", error);
        }
    }

    private static ChatMessage ReadMessage(string line, long number)
    {
        try
        {
            return RunEventJson.DeserializeMessage(Encoding.UTF8.GetBytes(line));
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new SessionFormatException(number, $"is not a message: {error.Message}", error);
        }
    }

    private static async ValueTask<string?> ReadLineAsync(StreamReader reader, long number, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DecoderFallbackException error)
        {
            throw new SessionFormatException(number, $"or one soon behind it is not UTF-8: {error.Message}", error);
        }
    }

    private static async ValueTask WriteLineAsync(Stream target, byte[] line, CancellationToken cancellationToken)
    {
        await target.WriteAsync(line, cancellationToken).ConfigureAwait(false);
        await target.WriteAsync(NewLine, cancellationToken).ConfigureAwait(false);
    }
}
