namespace AgentFlow.Models;

/// <summary>What every <see cref="ModelException"/> carries.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="Model">The model that was asked for.</param>
/// <param name="StatusCode">The HTTP status, if there was an answer.</param>
/// <param name="ServerCode">The server's code for the error.</param>
/// <param name="InnerException">What caused it.</param>
internal sealed record ModelFailure(
    string Provider, string Model, int? StatusCode = null, string? ServerCode = null, Exception? InnerException = null);
