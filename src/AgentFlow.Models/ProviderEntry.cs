using Microsoft.Extensions.AI;

namespace AgentFlow.Models;

/// <summary>A provider and what makes its clients.</summary>
internal sealed record ProviderEntry(ModelProvider Provider, Func<ProviderRequest, IChatClient> Create);
