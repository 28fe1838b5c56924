namespace AgentFlow.Models;

/// <summary>The connection broke, fell silent or ended before the answer was complete; what was received was yielded before this.</summary>
public sealed class ModelStreamInterruptedException : ModelException
{
    internal ModelStreamInterruptedException(string message, ModelFailure failure)
        : base("stream_interrupted", message, failure)
    {
    }
}
