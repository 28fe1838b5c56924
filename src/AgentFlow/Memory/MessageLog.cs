using System.Collections;
using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// An append-only list of messages in which every earlier value stays valid: <see cref="Add"/> gives a new log and costs the same
/// however long the log is, because logs that grew out of one another share their storage.
/// </summary>
/// <remarks>
/// A message must not be changed once it is in a log: backends keep its serialised bytes by <see cref="Lineage"/>. Safe to read and
/// to append to from several threads.
/// </remarks>
public sealed class MessageLog : IReadOnlyList<ChatMessage>
{
    private readonly Storage _storage;

    private MessageLog(Storage storage, int count)
    {
        _storage = storage;
        Count = count;
    }

    /// <summary>A log without messages. Each call begins a lineage of its own.</summary>
    public static MessageLog Create() => new(new Storage(0, []), 0);

    /// <summary>A log that holds <paramref name="messages"/> in their order.</summary>
    /// <param name="messages">The messages; they must not be changed afterwards.</param>
    /// <param name="firstIndex">The place of the first message in its session, of which the log holds only the end. From 0.</param>
    /// <param name="pinned">The system messages among those before the first; a view shows them however little else it shows.</param>
    public static MessageLog Create(IEnumerable<ChatMessage> messages, long firstIndex = 0, IReadOnlyList<ChatMessage>? pinned = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstIndex);
        return new MessageLog(new Storage(firstIndex, pinned ?? []), 0).AddRange(messages);
    }

    /// <inheritdoc />
    public int Count { get; }

    /// <summary>How many earlier messages of the session the log does not hold: the place of its first message. 0 for a log that is whole.</summary>
    public long FirstIndex => _storage.FirstIndex;

    /// <summary>The system messages among the earlier ones that the log does not hold.</summary>
    public IReadOnlyList<ChatMessage> Pinned => _storage.Pinned;

    /// <summary>
    /// Identifies the shared storage: of two logs with the same lineage, the shorter is a prefix of the longer. A backend that keeps
    /// what it made of the first n messages under this object may use it again for any log that carries the same object.
    /// </summary>
    public object Lineage => _storage;

    /// <inheritdoc />
    public ChatMessage this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return _storage.Items[index];
        }
    }

    /// <summary>The log with <paramref name="message"/> behind its last message; this log is as it was.</summary>
    /// <param name="message">The message to append; it must not be changed afterwards.</param>
    public MessageLog Add(ChatMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new MessageLog(_storage.Append(Count, message), Count + 1);
    }

    /// <summary>The log with <paramref name="messages"/> behind its last message; this log is as it was.</summary>
    /// <param name="messages">The messages to append; they must not be changed afterwards.</param>
    public MessageLog AddRange(IEnumerable<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var log = this;
        foreach (var message in messages)
            log = log.Add(message);
        return log;
    }

    /// <summary>The first <paramref name="count"/> messages, of the same lineage; costs no copy.</summary>
    /// <param name="count">From 0 to <see cref="Count"/>.</param>
    public MessageLog Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return count == Count ? this : new MessageLog(_storage, count);
    }

    /// <inheritdoc />
    public IEnumerator<ChatMessage> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return _storage.Items[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The array that logs of one lineage share. Only the longest of them appends in place; any other branches off a copy.</summary>
    private sealed class Storage(long firstIndex, IReadOnlyList<ChatMessage> pinned)
    {
        private readonly Lock _gate = new();
        private int _used;

        public long FirstIndex { get; } = firstIndex;

        public IReadOnlyList<ChatMessage> Pinned { get; } = pinned;

        public ChatMessage[] Items { get; private set; } = new ChatMessage[8];

        public Storage Append(int position, ChatMessage message)
        {
            lock (_gate)
            {
                // The very message that stands there already: what a run said becomes part of its session without a copy.
                if (position < _used && ReferenceEquals(Items[position], message))
                    return this;
                if (position != _used)
                    return Branch(position, message);
                if (_used == Items.Length)
                {
                    var larger = new ChatMessage[Items.Length * 2];
                    Items.CopyTo(larger, 0);
                    Items = larger;
                }
                Items[_used++] = message;
                return this;
            }
        }

        private Storage Branch(int count, ChatMessage message)
        {
            var items = new ChatMessage[Math.Max(8, (count + 1) * 2)];
            Array.Copy(Items, items, count);
            items[count] = message;
            return new Storage(FirstIndex, Pinned) { Items = items, _used = count + 1 };
        }
    }
}
