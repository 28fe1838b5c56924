namespace AgentFlow.Models.Offline.Text;

/// <summary>A part of an utterance that asks for one thing: the tokens from <see cref="First"/> to <see cref="Last"/>.</summary>
internal readonly record struct Clause(int First, int Last)
{
    public bool Contains(int token) => First <= token && token <= Last;
}
