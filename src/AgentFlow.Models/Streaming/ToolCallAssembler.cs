using System.Globalization;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models;

/// <summary>
/// Puts tool calls together from their deltas, whichever way a server cuts and numbers them, and hands each out, in order, as soon as
/// nothing more can come for it.
/// </summary>
internal sealed class ToolCallAssembler : IDisposable
{
    private readonly List<PendingToolCall> _calls = [];
    private int _built;

    /// <summary>How many calls were begun.</summary>
    public int Count => _calls.Count;

    /// <summary>The call that a delta belongs to; a new one if it belongs to none.</summary>
    /// <param name="index">The server's number for the call, if it gives one.</param>
    /// <param name="id">The id in the delta; null or empty if there is none.</param>
    /// <param name="name">The function's name in the delta; null or empty if there is none.</param>
    /// <param name="hasArguments">Whether the delta carries argument text.</param>
    public PendingToolCall Find(int? index, string? id, string? name, bool hasArguments)
    {
        var call = index is null ? FindUnnumbered(id) : _calls.FindLast(candidate => candidate.Index == index);
        if (call is not null && !IsContinuation(call, id, name, hasArguments))
            call = null;
        if (call is null)
        {
            call = new PendingToolCall { Index = index };
            _calls.Add(call);
        }
        if (!string.IsNullOrEmpty(id))
            call.Id = id;
        if (string.IsNullOrEmpty(call.Name))
            call.Name = name;
        return call;
    }

    /// <summary>Appends the calls that are complete to <paramref name="contents"/>.</summary>
    /// <param name="contents">Where to.</param>
    /// <param name="isEnd">Whether the answer has ended, which completes all of them.</param>
    /// <param name="idSeed">What ids are made of for calls that came without.</param>
    public void TakeComplete(ICollection<AIContent> contents, bool isEnd, string idSeed)
    {
        while (_built < _calls.Count && (isEnd || (_built < _calls.Count - 1 && _calls[_built].IsComplete)))
        {
            var call = _calls[_built];
            contents.Add(call.Build(string.Create(CultureInfo.InvariantCulture, $"call_{idSeed}_{_built}")));
            _built++;
        }
    }

    public void Dispose()
    {
        foreach (var call in _calls)
            call.Dispose();
    }

    private PendingToolCall? FindUnnumbered(string? id)
    {
        if (_calls.Count == 0 || string.IsNullOrEmpty(id))
            return _calls.LastOrDefault();
        return _calls.FindLast(call => call.Id == id) ?? _calls.FindLast(static call => string.IsNullOrEmpty(call.Id));
    }

    /// <summary>
    /// Servers give several whole calls the same index, or none; and others repeat id and name in every delta of one call.
    /// </summary>
    private static bool IsContinuation(PendingToolCall call, string? id, string? name, bool hasArguments)
    {
        if (!string.IsNullOrEmpty(id) && !string.IsNullOrEmpty(call.Id))
            return id == call.Id;
        if (string.IsNullOrEmpty(name) || string.IsNullOrEmpty(call.Name))
            return true;
        return name == call.Name && !(hasArguments && call.IsComplete);
    }
}
