using System.Text;

namespace AgentFlow.Prompts.Formats;

/// <summary>Text between variables, in both encodings.</summary>
internal sealed class Literal(string text)
{
    public string Text { get; } = text;

    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(text);
}
