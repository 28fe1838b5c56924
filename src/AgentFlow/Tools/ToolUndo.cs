using System.Text.Json;

namespace AgentFlow.Tools;

/// <summary>Takes back what a call of a tool did. When it cannot it throws, and the journal records that the call was not undone.</summary>
/// <param name="context">The call that is undone, with the key that it was made with.</param>
/// <param name="arguments">The arguments that it was made with, a JSON object.</param>
/// <param name="result">What it returned, as the journal has it: cut if it was long, and changed by rails.</param>
/// <param name="cancellationToken">Cancelled when <see cref="ToolOptions.Timeout"/> is over.</param>
public delegate ValueTask ToolUndo(ToolContext context, JsonElement arguments, string result, CancellationToken cancellationToken);
