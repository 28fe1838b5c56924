using AgentFlow.Chains.ReadyMade;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

/// <summary>
/// Makes chains that answer a question with numbers: the model writes the expression and the calculator works it out, exact in decimals. What LangChain
/// does with a Python interpreter (LLMMathChain) needs no code to be run here.
/// </summary>
public static class MathChain
{
    /// <summary>The expression that answers a question, and its value. One that the calculator refuses goes back to the model with the reason, twice at most.</summary>
    /// <param name="model">Who writes the expression; stays the caller's.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    /// <param name="prompts">The texts for the model; null for the library's own.</param>
    public static Chain<string, Calculation> Create(IChatClient model, ChatOptions? options = null, ReadyMadePrompts? prompts = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var prompt = (prompts ?? new()).Calculate;
        return Chain.From((string question) => prompt.Format(("question", question)), "prompt").Then(model, new CalculationParser(), options).WithConfig("math");
    }
}
