using Microsoft.Extensions.AI;

namespace AgentFlow.Tools;

/// <summary>Marks a tool whose results nobody vouches for; found through any wrappers around it with <c>GetService</c>.</summary>
internal sealed class UntrustedFunction(AIFunction inner) : DelegatingAIFunction(inner);
