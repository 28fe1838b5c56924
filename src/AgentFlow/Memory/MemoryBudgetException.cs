namespace AgentFlow.Memory;

/// <summary>What a model must be shown takes more than a memory's budget, with everything left out that may be left out.</summary>
public sealed class MemoryBudgetException : Exception
{
    /// <summary>Says what takes how much.</summary>
    /// <param name="budget">The budget, in tokens.</param>
    /// <param name="overhead">What instructions, tools and framing take.</param>
    /// <param name="messages">What the messages take that must be shown: system messages, the newest user message and what the model is in the midst of.</param>
    public MemoryBudgetException(int budget, int overhead, int messages)
        : base($"The request needs at least {overhead + messages} tokens, and the memory's budget is {budget}: {overhead} for instructions and tools, {messages} for the system messages, "
            + "the newest user message and the calls under way. Raise the budget, shorten the message, or give the agent fewer tools.")
    {
        Budget = budget;
        Needed = overhead + messages;
    }

    /// <summary>The budget, in tokens.</summary>
    public int Budget { get; }

    /// <summary>The least that the request takes, in tokens.</summary>
    public int Needed { get; }
}
