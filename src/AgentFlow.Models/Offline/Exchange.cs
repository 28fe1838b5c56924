using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Offline;

/// <summary>A call and, once it is there, its result.</summary>
internal sealed record Exchange(FunctionCallContent Call, FunctionResultContent? Result);
