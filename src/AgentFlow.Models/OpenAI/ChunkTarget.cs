namespace AgentFlow.Models;

/// <summary>What the one text of a streamed chunk is part of.</summary>
internal enum ChunkTarget
{
    Text,
    Reasoning,
    Arguments,
}
