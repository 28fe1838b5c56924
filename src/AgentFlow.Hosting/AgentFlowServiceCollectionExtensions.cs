using AgentFlow.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts agents into a host.</summary>
public static class AgentFlowServiceCollectionExtensions
{
    /// <summary>
    /// Adds agents, the model they talk to, the journal they write and, where asked for, the worker that finishes queued runs. What is not
    /// said has a default: the model that configuration names (or the offline one), and a journal in memory.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Says what to add.</param>
    public static IServiceCollection AddAgentFlow(this IServiceCollection services, Action<AgentFlowBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new AgentFlowBuilder(services);
        configure(builder);
        builder.AddDefaults();
        return services;
    }
}
