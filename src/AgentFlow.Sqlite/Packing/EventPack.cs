using System.IO.Compression;
using System.Text.Json;

namespace AgentFlow.Sqlite.Packing;

/// <summary>
/// Neighbouring events of a run as one JSON array, compressed (zlib, RFC 1950, which SQLite's own shell opens). What repeats in them, names and arguments and
/// results that stand in several, takes next to no space there.
/// </summary>
internal static class EventPack
{
    /// <summary>Compresses events.</summary>
    /// <param name="events">Each as JSON.</param>
    public static (byte[] Data, int Size) Create(IReadOnlyList<byte[]> events)
    {
        using var target = new MemoryStream();
        var size = 1 + events.Count;
        using (var zlib = new ZLibStream(target, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var i = 0; i < events.Count; i++)
            {
                zlib.WriteByte(i == 0 ? (byte)'[' : (byte)',');
                zlib.Write(events[i]);
                size += events[i].Length;
            }
            zlib.WriteByte((byte)']');
        }
        return (target.ToArray(), size);
    }

    /// <summary>The events in a pack, each as JSON.</summary>
    /// <exception cref="InvalidDataException">The data is none that was compressed.</exception>
    public static List<ReadOnlyMemory<byte>> Open(ReadOnlySpan<byte> data, int size)
    {
        var json = new byte[size];
        using (var source = new MemoryStream(data.ToArray()))
        using (var zlib = new ZLibStream(source, CompressionMode.Decompress))
            zlib.ReadExactly(json);
        var events = new List<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            events.Add(json.AsMemory(start, (int)reader.BytesConsumed - start));
        }
        return events;
    }
}
