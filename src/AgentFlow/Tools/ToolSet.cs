using System.Runtime.CompilerServices;
using AgentFlow.Agents.Teams;
using AgentFlow.JsonSchema;
using AgentFlow.JsonSchema.Coercion;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tools;

/// <summary>An agent's tools by name, each with its compiled schema and its effect.</summary>
internal sealed class ToolSet
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<AIFunction, Entry> _others = [];

    public ToolSet(IEnumerable<AIFunction> tools)
    {
        foreach (var tool in tools)
        {
            if (!_entries.TryAdd(tool.Name, new Entry(tool)))
                throw new ArgumentException($"Two tools are named '{tool.Name}'. Names must differ, because the model calls a tool by its name.", nameof(tools));
        }
    }

    private ToolSet(ToolSet other) => _entries = new(other._entries, StringComparer.Ordinal);

    public int Count => _entries.Count;

    public IEnumerable<string> Names => _entries.Keys;

    public Entry? Find(string name) => _entries.GetValueOrDefault(name);

    /// <summary>What is known of a tool that another tool calls, whether it is one of these or not.</summary>
    public Entry EntryOf(AIFunction tool) =>
        Find(tool.Name) is { } own && ReferenceEquals(own.Function, tool) ? own : _others.GetValue(tool, static t => new Entry(t));

    /// <summary>These tools and one more, which takes the place of one with its name.</summary>
    public ToolSet With(AIFunction tool)
    {
        var more = new ToolSet(this);
        more._entries[tool.Name] = new Entry(tool);
        return more;
    }

    public List<AITool> ToChatTools() => [.. _entries.Values.Select(e => e.Function)];

    public sealed class Entry
    {
        private readonly Lazy<ISchemaValidator> _schema;
        private readonly Lazy<ArgumentCoercer> _coercer;

        public Entry(AIFunction function)
        {
            Function = function;
            Effect = Tool.EffectOf(function);
            Probe = Tool.ProbeOf(function);
            Undo = function.GetService<ToolUndoFunction>();
            IsUntrusted = function.GetService<UntrustedFunction>() is not null;
            NeedsApproval = function.GetService<ApprovalRequiredAIFunction>() is not null;
            IsAgent = function.GetService<AgentTool>() is not null;
            EndsRun = function.GetService<TransferTool>() is not null;
            _schema = new(() => CompiledSchema.Compile(function.JsonSchema));
            _coercer = new(() => ArgumentCoercer.Compile(function.JsonSchema));
        }

        public AIFunction Function { get; }

        public ToolEffect Effect { get; }

        public ToolProbe? Probe { get; }

        public ToolUndoFunction? Undo { get; }

        public bool IsUntrusted { get; }

        public bool NeedsApproval { get; }

        /// <summary>Whether it is an agent, whose time is that of the run and not that of a tool.</summary>
        public bool IsAgent { get; }

        /// <summary>Whether the run ends with its result.</summary>
        public bool EndsRun { get; }

        public ISchemaValidator Schema => _schema.Value;

        public ArgumentCoercer Coercer => _coercer.Value;
    }
}
