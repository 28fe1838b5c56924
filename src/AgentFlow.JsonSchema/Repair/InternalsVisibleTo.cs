using System.Runtime.CompilerServices;

// For JsonRepair.CountSteps alone: that the work is linear cannot be seen from outside without a clock.
[assembly: InternalsVisibleTo("AgentFlow.JsonSchema.Tests")]
