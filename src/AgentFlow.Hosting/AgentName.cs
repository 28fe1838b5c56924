namespace AgentFlow.Hosting;

/// <summary>One of the agents of a host, so that the worker can list them.</summary>
internal sealed record AgentName(string Name);
