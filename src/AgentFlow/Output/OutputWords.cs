using System.Text;
using AgentFlow.Prompts;
using Microsoft.Extensions.AI;

namespace AgentFlow.Output;

/// <summary>Fills in the texts that several parsers share.</summary>
internal static class OutputWords
{
    private const int QuotedLength = 100;

    /// <summary>A model's text as an error quotes it.</summary>
    public static string Cut(string text)
    {
        text = text.Trim();
        return text.Length <= QuotedLength ? text : string.Concat(text.AsSpan(0, QuotedLength), "...");
    }

    /// <summary>The text with half surrogate pairs replaced, which JSON cannot hold.</summary>
    public static string WellFormed(string text) =>
        text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>The two messages that go on with a conversation: the answer, and what is wrong with it.</summary>
    public static ChatMessage[] TryAgain<T>(OutputParser<T> parser, OutputParserException error) =>
    [
        new(ChatRole.Assistant, error.Text),
        new(ChatRole.User, Fill(parser.Prompts.TryAgain, parser, error)),
    ];

    public static string Fix<T>(OutputParser<T> parser, OutputParserException error) => Fill(parser.Prompts.Fix, parser, error);

    private static string Fill<T>(PromptTemplate prompt, OutputParser<T> parser, OutputParserException error) => prompt.Format(
        ("instructions", parser.FormatInstructions is { } instructions ? "\n\n" + instructions : string.Empty),
        ("errors", error.ModelMessage),
        ("text", error.Text));
}
