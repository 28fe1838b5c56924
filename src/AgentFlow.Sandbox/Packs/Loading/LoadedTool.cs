using Microsoft.Extensions.AI;

namespace AgentFlow.Sandbox.Packs;

/// <summary>A tool of a folder: <c>Tool</c> is what is called and <c>Function</c> the same with effect and approval around it, both null where the host does not let it run.</summary>
internal sealed record LoadedTool(Pack Pack, IReadOnlyList<ToolTest> Tests, PackedTool? Tool, AIFunction? Function);
