using AgentFlow.Runs;
using Spectre.Console;

namespace AgentFlow.Cli;

/// <summary>Where in a run's tree the calls are shown that tools made of others: under the start of the call whose tool made them.</summary>
internal sealed class NestedCallNodes
{
    private readonly Dictionary<string, TreeNode> _starts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal);

    /// <summary>The node under which an event belongs; null when it is of no nested call.</summary>
    public TreeNode? OuterOf(RunEvent e) => ParentOf(e) is { } parent ? _starts.GetValueOrDefault(parent) : null;

    /// <summary>Remembers where an event is shown, and gives the node back.</summary>
    public TreeNode Keep(RunEvent e, TreeNode node)
    {
        if (e is ToolStarted started)
            _starts[started.CallId] = node;
        return node;
    }

    private string? ParentOf(RunEvent e)
    {
        var (callId, parent) = e switch
        {
            ToolStarted s => (s.CallId, s.ParentCallId),
            ToolCompleted c => (c.CallId, c.ParentCallId),
            ApprovalRequested a => (a.CallId, a.ParentCallId),
            DoubtRaised d => (d.CallId, d.ParentCallId),
            ApprovalDecided a => (a.CallId, _parents.GetValueOrDefault(a.CallId)),
            DoubtResolved d => (d.CallId, _parents.GetValueOrDefault(d.CallId)),
            _ => (string.Empty, null),
        };
        if (parent is not null)
            _parents[callId] = parent;
        return parent;
    }
}
