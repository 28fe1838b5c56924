using System.Text.Json;

namespace AgentFlow.Tools;

/// <summary>
/// Asks the outside world what became of a call that had started when the process ended: returns the result if the effect happened,
/// or null if it surely did not. When it cannot tell it throws, and a person is asked.
/// </summary>
/// <param name="context">The call in doubt, with the key that it was made with.</param>
/// <param name="arguments">The arguments that it was made with, a JSON object.</param>
/// <param name="cancellationToken">Gives up.</param>
public delegate ValueTask<string?> ToolProbe(ToolContext context, JsonElement arguments, CancellationToken cancellationToken);
