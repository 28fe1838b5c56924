using System.Text;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>Makes contents of a model's text as it arrives: its thoughts as reasoning, its actions as calls, its answer as text.</summary>
internal sealed class ProtocolReader(ITextProtocol protocol)
{
    private const string Blank = " \t\r\n";

    private readonly LabelReader _labels = new(protocol);
    private readonly StringBuilder _thoughts = new();
    private List<AIContent> _output = [];
    private LabelledSection? _action;
    private ProtocolProblem _problem = ProtocolProblem.Nothing;
    private int _next;
    private int _shown;
    private bool _hasAnswer;
    private bool _isFenced;

    /// <summary>How many calls were found.</summary>
    public int CallCount { get; private set; }

    /// <summary>Whether the model began to make up results, so that nothing of what follows counts.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Once finished: why the text can be used for nothing; null when it can.</summary>
    public ProtocolProblem? Problem { get; private set; }

    /// <summary>What is neither a call nor the answer and was not taken as output: when there is a <see cref="Problem"/>, the whole text.</summary>
    public string Thoughts => _thoughts.ToString();

    public void Feed(string text)
    {
        if (IsStopped)
            return;
        _labels.Feed(text);
        while (_next < _labels.Sections.Count - 1 && !IsStopped)
            Take(_labels.Sections[_next++]);
        var current = _labels.Sections[^1];
        if (!IsStopped && current.Label is ProtocolLabel.Observation or ProtocolLabel.Answer)
            Look(current);
    }

    public void Finish()
    {
        if (!IsStopped)
        {
            _labels.Finish();
            while (_next < _labels.Sections.Count && !IsStopped)
                Take(_labels.Sections[_next++]);
            FlushAction(null);
        }
        if (CallCount == 0 && !_hasAnswer && !string.IsNullOrWhiteSpace(Thoughts))
            Problem = _problem;
        else
            FlushThoughts();
    }

    /// <summary>Hands on a content that is no text.</summary>
    public void Pass(AIContent content) => _output.Add(content);

    public List<AIContent> TakeOutput()
    {
        var output = _output;
        _output = [];
        return output;
    }

    /// <summary>A section that still goes on, where that must not be waited for.</summary>
    private void Look(LabelledSection section)
    {
        FlushAction(null);
        if (section.Label == ProtocolLabel.Observation)
            IsStopped = CallCount > 0;
        else if (CallCount == 0)
            Show(section, isWhole: false);
    }

    private void Take(LabelledSection section)
    {
        if (section.Label == ProtocolLabel.Input && _action is not null)
        {
            FlushAction(section);
            return;
        }
        FlushAction(null);
        switch (section.Label)
        {
            case ProtocolLabel.Action:
                _action = section;
                break;
            case ProtocolLabel.Answer when CallCount == 0:
                Show(section, isWhole: true);
                break;
            case ProtocolLabel.Observation when CallCount > 0:
                IsStopped = true;
                break;
            case ProtocolLabel.Input:
                _problem = ProtocolProblem.InputAlone;
                _thoughts.Append(section.Raw);
                break;
            default:
                // An answer behind calls comes too early: the model has not seen what they find.
                _thoughts.Append(section.Raw);
                break;
        }
    }

    private void FlushAction(LabelledSection? input)
    {
        if (_action is not { } action)
            return;
        _action = null;
        var read = protocol.Read(action.Value, input?.Value);
        if (read.Answer is { } answer && CallCount == 0)
        {
            FlushThoughts();
            _hasAnswer = true;
            _output.Add(new TextContent(answer));
            return;
        }
        if (read.Calls.Count == 0)
        {
            _problem = ProtocolProblem.NoneAction;
            _thoughts.Append(action.Raw).Append(input?.Raw);
            return;
        }
        FlushThoughts();
        _output.AddRange(read.Calls);
        CallCount += read.Calls.Count;
    }

    private void FlushThoughts()
    {
        if (!string.IsNullOrWhiteSpace(Thoughts))
            _output.Add(new TextReasoningContent(Thoughts));
        _thoughts.Clear();
    }

    /// <summary>As much of the answer as has come, without the spaces at its ends, nor a fence that only closes one from before it.</summary>
    private void Show(LabelledSection section, bool isWhole)
    {
        FlushThoughtsBeforeAnswer();
        var pending = section.ValueFrom(_shown);
        var start = _shown > 0 ? 0 : pending.Length - pending.AsSpan().TrimStart(IsBold(section) ? "*_" : string.Empty).TrimStart(Blank).Length;
        var rest = pending.AsSpan(start).TrimEnd(isWhole ? Blank : Blank + "`");
        if (isWhole && _isFenced && rest.EndsWith("```", StringComparison.Ordinal))
            rest = rest[..^3].TrimEnd(Blank);
        if (rest.IsEmpty)
            return;
        _output.Add(new TextContent(rest.ToString()));
        _shown += start + rest.Length;
    }

    private void FlushThoughtsBeforeAnswer()
    {
        if (_hasAnswer)
            return;
        _hasAnswer = true;
        _isFenced = Thoughts.Split("```").Length % 2 == 0;
        FlushThoughts();
    }

    private static bool IsBold(LabelledSection section) => section.Raw.AsSpan(0, section.LabelLength).TrimStart() is ['*' or '_', ..];
}
