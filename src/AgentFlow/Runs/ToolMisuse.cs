namespace AgentFlow.Runs;

/// <summary>How a model gets on with the arguments of one tool, since its last valid call of it.</summary>
/// <param name="Tool">The tool's name.</param>
/// <param name="Answers">How many of the model's answers had a call of it with bad arguments.</param>
/// <param name="Newest">The number of the newest of these answers.</param>
/// <param name="IsGivenUp">Whether the model was told to give up on the tool.</param>
internal readonly record struct ToolMisuse(string Tool, int Answers = 0, int Newest = 0, bool IsGivenUp = false)
{
    /// <summary>How many answers before the given one had such a call: those whose errors the model has seen.</summary>
    public int AnswersBefore(int answer) => Newest == answer ? Answers - 1 : Answers;

    /// <summary>What it is after a call in the given answer.</summary>
    public ToolMisuse After(Tools.ToolOutcome outcome, int answer) => this with
    {
        Answers = AnswersBefore(answer) + 1,
        Newest = answer,
        IsGivenUp = outcome == Tools.ToolOutcome.GivenUp,
    };
}
