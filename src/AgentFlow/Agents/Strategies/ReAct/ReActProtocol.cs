using System.Text.Json;
using System.Text.RegularExpressions;
using AgentFlow.Tools;
using AgentFlow.Tools.Prompted;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>Thought, Action, Action Input, Observation, Final Answer (Yao et al. 2023).</summary>
internal sealed partial class ReActProtocol(ReActPrompts prompts, IReadOnlyList<AIFunctionDeclaration> tools, int callsBefore) : ITextProtocol
{
    private const string Trimmed = " \t\r\n*_`'\".";
    private static readonly string[] NoAction = ["", "NONE", "NA", "NULL", "NOTHING", "NOACTION", "NOTOOL"];

    private readonly CallReader _reader = new(tools, callsBefore);

    public string StopSequence => "\nObservation:";

    public LabelMatch? Match(string line, ProtocolLabel current, bool isWhole) => ReActLabels.Match(line, current, isWhole, name => Find(name) is not null);

    public ProtocolAction Read(string action, string? input)
    {
        var text = WithoutFence(action);
        if (text.StartsWith('{') || text.StartsWith('['))
            return AsAction(_reader.Read(new CallOpening(CallOpeningKind.Json), text, isWhole: true));
        var lineEnd = text.IndexOf('\n', StringComparison.Ordinal);
        var (name, rest) = lineEnd < 0 ? (text, string.Empty) : (text[..lineEnd], text[(lineEnd + 1)..]);
        if (input is null && SameLine().Match(name) is { Success: true } both)
            (name, rest) = (both.Groups["name"].Value, $"{both.Groups["input"].Value}\n{rest}");
        else if (input is null && Call().Match(text) is { Success: true } call && Find(call.Groups["name"].Value) is not null)
            (name, rest) = (call.Groups["name"].Value, Arguments(call.Groups["arguments"].Value));
        else if (input is null && Find(name) is null && name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && Find(name[..colon]) is not null)
            (name, rest) = (name[..colon], $"{name[(colon + 1)..]}\n{rest}");
        var content = WithoutFence(input ?? rest);
        // A remark in brackets behind the name.
        var tool = Find(name) ?? (Call().Match(name) is { Success: true } remark ? Find(remark.Groups["name"].Value) : null);
        if (tool is null && NoAction.Contains(Key(name)))
            return ProtocolAction.None;
        if (tool is null && Key(name) == "FINALANSWER")
            return new ProtocolAction([], Unquote(content));
        return new ProtocolAction(_reader.Read(new CallOpening(CallOpeningKind.Json, Tool: tool?.Name ?? name.Trim(Trimmed.ToCharArray())), InputOf(tool, content), isWhole: true));
    }

    public string Instruct(JsonElement? schema)
    {
        var text = prompts.Instructions.Format(
            ("tools", string.Join('\n', tools.Select(t => prompts.Tool.Format(("name", t.Name), ("description", t.Description), ("schema", t.JsonSchema.GetRawText()))))),
            ("names", string.Join(", ", tools.Select(t => t.Name))));
        return schema is null ? text : $"{text}\n\n{prompts.AnswerSchema.Format(("schema", schema.Value.GetRawText()))}";
    }

    public string Write(FunctionCallContent call)
    {
        var raw = call.Arguments is null ? call.AdditionalProperties?.GetValueOrDefault(JsonArguments.RawTextKey)?.ToString() : null;
        return prompts.Call.Format(("name", call.Name), ("arguments", raw ?? ToolArguments.AsJson(call.Arguments).GetRawText()));
    }

    public string WriteResult(string tool, string result) => prompts.Result.Format(("name", tool), ("result", result));

    public string WriteAnswer(string answer) => prompts.Answer.Format(("answer", answer));

    public string WriteProblem(ProtocolProblem problem) => WriteResult(string.Empty, problem switch
    {
        ProtocolProblem.NoneAction => prompts.ProblemNoneAction.Format(("names", string.Join(", ", tools.Select(t => t.Name)))),
        ProtocolProblem.InputAlone => prompts.ProblemInputAlone.Format(("names", string.Join(", ", tools.Select(t => t.Name)))),
        _ => prompts.ProblemNothing.Format(("names", string.Join(", ", tools.Select(t => t.Name)))),
    });

    /// <summary>An action that is written as JSON; some agents' prompts have the answer come as an action.</summary>
    private ProtocolAction AsAction(List<FunctionCallContent> calls)
    {
        if (calls is [var only] && Find(only.Name) is null && Key(only.Name) == "FINALANSWER")
            return new ProtocolAction([], only.Arguments is JsonArguments { Count: 1 } arguments ? arguments.Original.EnumerateObject().First().Value.ToString()
                : only.AdditionalProperties?.GetValueOrDefault(JsonArguments.RawTextKey)?.ToString() ?? ToolArguments.AsJson(only.Arguments).GetRawText());
        if (calls.Count > 0 && calls.TrueForAll(c => Find(c.Name) is null && NoAction.Contains(Key(c.Name))))
            return ProtocolAction.None;
        return new ProtocolAction([.. calls.SelectMany(WithName)]);
    }

    /// <summary>A call of a tool whose name is spelled otherwise; a lone text could not be read without knowing the tool.</summary>
    private List<FunctionCallContent> WithName(FunctionCallContent call)
    {
        if (Find(call.Name) is not { } tool || tool.Name == call.Name)
            return [call];
        var text = call.AdditionalProperties?.GetValueOrDefault(JsonArguments.RawTextKey)?.ToString();
        return call.Arguments is null && text is not null
            ? _reader.Read(new CallOpening(CallOpeningKind.Json, Tool: tool.Name), text, isWhole: true)
            : [new FunctionCallContent(call.CallId, tool.Name, call.Arguments) { AdditionalProperties = call.AdditionalProperties }];
    }

    /// <summary>The tool of that name, or of one that differs in case, spaces and punctuation only.</summary>
    private AIFunctionDeclaration? Find(string name)
    {
        var plain = name.Trim(Trimmed.ToCharArray());
        if (tools.FirstOrDefault(t => t.Name == plain) is { } exact)
            return exact;
        var key = Key(plain);
        List<AIFunctionDeclaration> near = [.. tools.Where(t => Key(t.Name) == key || "FUNCTIONS" + Key(t.Name) == key)];
        return key.Length > 0 && near.Count == 1 ? near[0] : null;
    }

    private static string Key(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string InputOf(AIFunctionDeclaration? tool, string input) =>
        tool is not null && NoAction.Contains(Key(input)) && !input.Contains('{', StringComparison.Ordinal)
        && !(tool.JsonSchema.TryGetProperty("properties", out var properties) && properties.GetPropertyCount() > 0) ? string.Empty : Unquote(input);

    /// <summary><c>city="Oslo", days=3</c> as an object; anything else as it is.</summary>
    private static string Arguments(string text)
    {
        var pairs = Pair().Matches(text);
        if (pairs.Count == 0 || pairs[0].Index > text.Length - text.TrimStart().Length)
            return text;
        return $"{{{string.Join(',', pairs.Select(p => $"\"{p.Groups["key"].Value}\":{p.Groups["value"].Value.Trim()}"))}}}";
    }

    private static string Unquote(string text) => text.Length > 1 && text[0] is '"' or '\'' or '`' && text[^1] == text[0] && text.IndexOf(text[0], 1) == text.Length - 1 ? text[1..^1] : text;

    private static string WithoutFence(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.StartsWith("```", StringComparison.Ordinal))
        {
            var inner = trimmed[3..].TrimStart('`');
            var language = inner.TakeWhile(c => char.IsAsciiLetterOrDigit(c)).Count();
            trimmed = (inner[language..].TrimStart(' ', '\t', '\r') is ['\n' or '{' or '[', ..] ? inner[language..] : inner).Trim();
        }
        return trimmed.EndsWith("```", StringComparison.Ordinal) ? trimmed[..^3].TrimEnd() : trimmed;
    }

    [GeneratedRegex(@"^(?<name>.+?)[ \t,;|]+action[ _]?input[*_`]*[ \t]*[:：]?(?<input>.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex SameLine();

    [GeneratedRegex(@"^[ \t`*]*(?<name>[\p{L}\p{Nd}_.-]+)[ \t]*[\(\[](?<arguments>.*)[\)\]][ \t`*]*$", RegexOptions.Singleline)]
    private static partial Regex Call();

    [GeneratedRegex("""(?<key>[\p{L}_][\p{L}\p{Nd}_]*)\s*=\s*(?<value>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^,]+)""")]
    private static partial Regex Pair();
}
