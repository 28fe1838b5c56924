namespace AgentFlow.Output.Lists;

/// <summary>Reads a list that is arriving; shows items as they are complete.</summary>
internal interface IListReader : IPartialReader<IReadOnlyList<string>>
{
    /// <summary>Says that the text has ended, which completes the last item.</summary>
    void Finish();
}
