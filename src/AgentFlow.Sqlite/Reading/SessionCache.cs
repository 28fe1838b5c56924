using AgentFlow.Memory;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Reading;

/// <summary>
/// The messages of the sessions used last. A session only grows, so what is kept is never wrong, only perhaps not all; and because it is
/// appended to and not made anew, what backends remember of it stays of use (<see cref="MessageLog.Lineage"/>).
/// </summary>
internal sealed class SessionCache
{
    private readonly Lock _gate = new();
    private readonly int _capacity;
    private readonly Dictionary<string, LinkedListNode<(string Id, MessageLog Messages)>> _sessions = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Id, MessageLog Messages)> _byUse = new();

    public SessionCache(int capacity) => _capacity = capacity;

    public MessageLog? Find(string sessionId)
    {
        lock (_gate)
        {
            if (!_sessions.TryGetValue(sessionId, out var node))
                return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Messages;
        }
    }

    /// <summary>Keeps what was read, unless more of the session is kept already. Returns what is kept.</summary>
    public MessageLog Keep(string sessionId, MessageLog messages)
    {
        lock (_gate)
        {
            if (_sessions.TryGetValue(sessionId, out var node))
            {
                if (node.Value.Messages.Count < messages.Count)
                    node.Value = (sessionId, messages);
                return node.Value.Messages;
            }
            _sessions[sessionId] = _byUse.AddFirst((sessionId, messages));
            if (_sessions.Count > _capacity)
            {
                _sessions.Remove(_byUse.Last!.Value.Id);
                _byUse.RemoveLast();
            }
            return messages;
        }
    }

    /// <summary>Puts appended messages behind what is kept, the very instances, if what is kept is what they were appended to.</summary>
    public void Append(string sessionId, long version, IEnumerable<ChatMessage> messages)
    {
        lock (_gate)
        {
            if (_sessions.TryGetValue(sessionId, out var node) && node.Value.Messages.Count == version)
                node.Value = (sessionId, node.Value.Messages.AddRange(messages));
        }
    }

    /// <summary>Lets go of a session of which more is kept than the file has: somebody put an older file in its place.</summary>
    public void Drop(string sessionId)
    {
        lock (_gate)
        {
            if (_sessions.Remove(sessionId, out var node))
                _byUse.Remove(node);
        }
    }
}
