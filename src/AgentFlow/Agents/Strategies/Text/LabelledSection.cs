using System.Text;

namespace AgentFlow.Agents.Strategies;

/// <summary>A part of a model's text, from one label to the next.</summary>
internal sealed class LabelledSection(ProtocolLabel label)
{
    private readonly StringBuilder _raw = new();

    public ProtocolLabel Label => label;

    /// <summary>As the model wrote it, with its label.</summary>
    public string Raw => _raw.ToString();

    /// <summary>How much of it is the label.</summary>
    public int LabelLength { get; init; }

    /// <summary>What stands behind the label.</summary>
    public string Value => ValueFrom(0);

    public string ValueFrom(int start) => _raw.ToString(LabelLength + start, _raw.Length - LabelLength - start);

    public void Append(string text) => _raw.Append(text);
}
