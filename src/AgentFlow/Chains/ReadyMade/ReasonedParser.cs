using AgentFlow.Output;

namespace AgentFlow.Chains.ReadyMade;

/// <summary>Reads the reasoning and the answer out of their tags, and the answer with a parser of its own.</summary>
internal sealed class ReasonedParser<T>(OutputParser<T> answer) : OutputParser<Reasoned<T>>
{
    private const string ReasoningTag = "reasoning";
    private const string AnswerTag = "answer";

    private readonly OutputParser<IReadOnlyDictionary<string, string>> _tags = AgentFlow.Output.Parse.Xml([ReasoningTag, AnswerTag]);

    public override string FormatInstructions => answer.FormatInstructions is { } inner ? $"{_tags.FormatInstructions}\n{inner}" : _tags.FormatInstructions!;

    public override Reasoned<T> Parse(string text)
    {
        var tags = _tags.Parse(text);
        return new() { Reasoning = tags[ReasoningTag].Trim(), Answer = answer.Parse(tags[AnswerTag].Trim()) };
    }

    public override IPartialReader<Reasoned<T>> CreatePartialReader() => new Reader(_tags.CreatePartialReader()!);

    /// <summary>The reasoning as far as it is written; the answer counts only when it is whole, but for a text.</summary>
    private sealed class Reader(IPartialReader<IReadOnlyDictionary<string, string>> tags) : IPartialReader<Reasoned<T>>
    {
        public Reasoned<T> Value => new()
        {
            Reasoning = tags.Value?.GetValueOrDefault(ReasoningTag)?.Trim() ?? string.Empty,
            Answer = tags.Value?.GetValueOrDefault(AnswerTag) is T text ? text : default!,
        };

        public bool Add(ReadOnlySpan<char> delta) => tags.Add(delta);
    }
}
