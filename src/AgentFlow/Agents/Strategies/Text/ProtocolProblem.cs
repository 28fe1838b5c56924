namespace AgentFlow.Agents.Strategies;

/// <summary>Why a model's text can be used for nothing.</summary>
internal enum ProtocolProblem
{
    /// <summary>There is neither an action nor an answer in it.</summary>
    Nothing,

    /// <summary>The action says that there is none, and there is no answer either.</summary>
    NoneAction,

    /// <summary>There is an input of no action.</summary>
    InputAlone,
}
