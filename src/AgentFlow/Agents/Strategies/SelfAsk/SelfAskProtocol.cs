using System.Text.Json;
using System.Text.RegularExpressions;
using AgentFlow.Output;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>Follow-up questions, intermediate answers, the final answer (Press et al. 2022).</summary>
internal sealed partial class SelfAskProtocol : ITextProtocol
{
    private readonly SelfAskPrompts _prompts;
    private readonly AIFunctionDeclaration? _search;
    private readonly string _parameter;
    private int _calls;

    /// <exception cref="InvalidOperationException">The agent's tools do not fit.</exception>
    public SelfAskProtocol(SelfAskPrompts prompts, string? searchTool, IReadOnlyList<AIFunctionDeclaration> tools, int callsBefore)
    {
        (_prompts, _calls) = (prompts, callsBefore);
        _search = searchTool is null ? tools.Count == 1 ? tools[0] : null : tools.FirstOrDefault(t => t.Name == searchTool);
        if (_search is null)
        {
            throw new InvalidOperationException(
                $"Self-ask needs {(searchTool is null ? "one tool to search with" : $"the tool '{searchTool}'")}, and the agent has {(tools.Count == 0 ? "none" : string.Join(", ", tools.Select(t => t.Name)))}. "
                + "Give the agent that tool, and name it in SelfAskOptions.SearchTool where there are several.");
        }
        _parameter = ParameterOf(_search);
    }

    public string StopSequence => "\nIntermediate answer:";

    public LabelMatch? Match(string line, ProtocolLabel current, bool isWhole)
    {
        var match = WithColon().Match(line);
        if (!match.Success && isWhole)
            match = WithoutColon().Match(line);
        if (!match.Success)
            return null;
        var label = match.Groups["followup"].Success ? ProtocolLabel.Action : match.Groups["intermediate"].Success ? ProtocolLabel.Observation
            : match.Groups["final"].Success ? ProtocolLabel.Answer : ProtocolLabel.Thought;
        return new LabelMatch(label, match.Length);
    }

    public ProtocolAction Read(string action, string? input)
    {
        var question = action.Trim(" \t\r\n*_`".ToCharArray());
        if (question.Length == 0 || Nothing().IsMatch(question))
            return ProtocolAction.None;
        var arguments = JsonElement.Parse($"{{\"{JsonEncodedText.Encode(_parameter)}\":\"{JsonEncodedText.Encode(OutputWords.WellFormed(question))}\"}}");
        return new ProtocolAction([new FunctionCallContent($"call_{++_calls}", _search!.Name, new JsonArguments(arguments))]);
    }

    public string Instruct(JsonElement? schema)
    {
        var text = _prompts.Instructions.Format(("search", _search!.Description is { Length: > 0 } description ? description : _search.Name));
        return schema is null ? text : $"{text}\n\n{_prompts.AnswerSchema.Format(("schema", schema.Value.GetRawText()))}";
    }

    public string Write(FunctionCallContent call) => _prompts.FollowUp.Format(
        ("question", call.Arguments?.TryGetValue(_parameter, out var question) is true ? question?.ToString() : ToolArguments.AsJson(call.Arguments).GetRawText()));

    public string WriteResult(string tool, string result) => _prompts.IntermediateAnswer.Format(("answer", result));

    public string WriteAnswer(string answer) => _prompts.Answer.Format(("answer", answer));

    public string WriteProblem(ProtocolProblem problem) => (problem == ProtocolProblem.NoneAction ? _prompts.ProblemNoQuestion : _prompts.ProblemNothing).Format();

    private static string ParameterOf(AIFunctionDeclaration tool)
    {
        if (tool.JsonSchema.TryGetProperty("properties", out var properties))
        {
            var required = tool.JsonSchema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()).ToList() : [];
            List<string> all = [.. properties.EnumerateObject().Select(p => p.Name)];
            if (required.Count == 1 || (required.Count == 0 && all.Count > 0))
                return required.Count == 1 ? required[0]! : all[0];
        }
        throw new InvalidOperationException($"Self-ask gives its search tool one text, the question. Tool '{tool.Name}' must have one parameter that is required, and others only with defaults.");
    }

    [GeneratedRegex(@"^[ \t>#*_`-]*(?:(?<followup>follow[ -]?ups?(?:[ \t]+questions?)?)|(?<intermediate>intermediate[ \t]+answers?)|(?<final>(?:so[, \t]+)?(?:the[ \t]+)?final[ \t]+answer(?:[ \t]+is)?)|are[ \t]+follow[ -]?up[ \t]+questions[ \t]+needed[ \t]+here)(?:[ \t]*\#?\d+)?[*_`]*[ \t]*[:：]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WithColon();

    [GeneratedRegex(@"^[ \t>#*_`-]*(?:(?<followup>follow[ -]?up)(?=\s*$)|(?<intermediate>intermediate[ \t]+answer)(?=\s*$)|(?<final>so[, \t]+the[ \t]+final[ \t]+answer(?:[ \t]+is)?\b))[*_`]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WithoutColon();

    [GeneratedRegex(@"^(?:none|n/?a|no(?:thing)?)[.!]?$", RegexOptions.IgnoreCase)]
    private static partial Regex Nothing();
}
