using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentFlow.Memory;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models;

/// <summary>
/// The JSON of message logs, kept by lineage so that each message is serialised once and every later turn sends the same bytes. The
/// lineages used least recently are dropped when all together hold more than the limit.
/// </summary>
internal sealed class SerializedHistory(Action<Utf8JsonWriter, ChatMessage> write, long maxBytes)
{
    private readonly ConditionalWeakTable<object, Entry> _entries = new();
    private readonly LinkedList<Entry> _recent = new();
    private readonly Lock _gate = new();
    private long _total;

    /// <summary>The log's messages in JSON, separated by commas. The bytes stay as they are, whatever is appended to the lineage.</summary>
    public ReadOnlyMemory<byte> Get(MessageLog log)
    {
        var entry = _entries.GetValue(log.Lineage, static _ => new Entry());
        var bytes = entry.Get(log, write);
        Touch(entry);
        return bytes;
    }

    private void Touch(Entry entry)
    {
        List<Entry>? dropped = null;
        lock (_gate)
        {
            _total += entry.Size - entry.CountedSize;
            entry.CountedSize = entry.Size;
            if (entry.Node.List is not null)
                _recent.Remove(entry.Node);
            _recent.AddFirst(entry.Node);
            while (_total > maxBytes && _recent.Last is { } last)
            {
                _recent.RemoveLast();
                _total -= last.Value.CountedSize;
                last.Value.CountedSize = 0;
                (dropped ??= []).Add(last.Value);
            }
        }
        dropped?.ForEach(static old => old.Clear());
    }

#pragma warning disable CA1001 // The writer holds nothing but this buffer; disposing it would write what is left of a half message.
    /// <summary>
    /// One lineage: an open JSON array that only grows. A longer array replaces the old one, which requests in flight still read.
    /// </summary>
    private sealed class Entry : IBufferWriter<byte>
#pragma warning restore CA1001
    {
        private readonly Lock _gate = new();
        private readonly List<int> _ends = [];
        private byte[] _bytes = [];
        private int _length;
        private Utf8JsonWriter? _writer;

        public Entry() => Node = new LinkedListNode<Entry>(this);

        public LinkedListNode<Entry> Node { get; }

        public long CountedSize { get; set; }

        public long Size => _bytes.Length;

        public ReadOnlyMemory<byte> Get(MessageLog log, Action<Utf8JsonWriter, ChatMessage> write)
        {
            lock (_gate)
            {
                if (_ends.Count < log.Count)
                    Extend(log, write);
                return log.Count == 0 ? default : _bytes.AsMemory(1, _ends[log.Count - 1] - 1);
            }
        }

        public void Clear()
        {
            lock (_gate)
            {
                _ends.Clear();
                _bytes = [];
                _length = 0;
                _writer = null;
            }
        }

        void IBufferWriter<byte>.Advance(int count) => _length += count;

        Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint)
        {
            sizeHint = Math.Max(256, sizeHint);
            if (_bytes.Length - _length < sizeHint)
            {
                var larger = new byte[Math.Max(_length + sizeHint, Math.Max(1024, _bytes.Length < 4096 ? _bytes.Length * 4 : _bytes.Length * 2))];
                _bytes.AsSpan(0, _length).CopyTo(larger);
                _bytes = larger;
            }
            return _bytes.AsMemory(_length);
        }

        Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => ((IBufferWriter<byte>)this).GetMemory(sizeHint).Span;

        private void Extend(MessageLog log, Action<Utf8JsonWriter, ChatMessage> write)
        {
            var complete = false;
            try
            {
                if (_writer is null)
                {
                    _writer = new Utf8JsonWriter(this, JsonValues.WriterOptions);
                    _writer.WriteStartArray();
                }
                for (var i = _ends.Count; i < log.Count; i++)
                {
                    write(_writer, log[i]);
                    _writer.Flush();
                    _ends.Add(_length);
                }
                complete = true;
            }
            finally
            {
                // A message that could not be written leaves half of itself behind.
                if (!complete)
                    Clear();
            }
        }
    }
}
