using System.Text.Json.Nodes;

namespace AgentFlow.JavaScript;

/// <summary>A function of the host that a script can call. To the script it is async: it gives a promise. What it throws rejects the promise with an Error
/// whose message is that of a <see cref="ScriptHostException"/>, or says no more than that the function failed.</summary>
/// <param name="call">Which function was called, with copies of the arguments. Nobody has checked them: a script may pass anything.</param>
/// <param name="cancellationToken">Cancelled when the run is, or has ended without this call.</param>
/// <returns>The result, copied into the script.</returns>
public delegate ValueTask<JsonNode?> HostFunction(HostCall call, CancellationToken cancellationToken);
