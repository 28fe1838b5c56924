using System.Globalization;
using System.Text;

namespace AgentFlow.Benchmarks.Mock;

/// <summary>The bodies that the mock server sends, made once: streams in the shape of OpenAI's chat completions.</summary>
internal static class MockAnswers
{
    /// <summary>What the answer behind the tool calls says.</summary>
    public const string FinalText = "The sum of all that is 55.";

    private const string Head = "data: {\"id\":\"chatcmpl-C0ffee\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,\"model\":\"mock-1\","
        + "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_44709d6fcb\",\"choices\":[";

    private const string Done = "data: [DONE]\n\n";

    /// <summary>A call of <c>add</c>, its arguments in three pieces.</summary>
    public static byte[] ToolCall(int turn)
    {
        var call = $$$"""{"index":0,"id":"call_{{{turn}}}","type":"function","function":{"name":"add","arguments":""}}""";
        return Encode(
            Delta($$"""{"role":"assistant","content":null,"tool_calls":[{{call}}],"refusal":null}"""),
            Arguments("{\\\"a\\\":"),
            Arguments(turn.ToString(CultureInfo.InvariantCulture)),
            Arguments(",\\\"b\\\":1}"),
            Delta("{}", "\"tool_calls\""),
            Usage(),
            Done);
    }

    /// <summary>The final text, in six pieces.</summary>
    public static byte[] Final()
    {
        var words = FinalText.Split(' ');
        return Encode([
            Delta("""{"role":"assistant","content":"","refusal":null}"""),
            .. words.Select((w, i) => Text(i == 0 ? w : " " + w)),
            Delta("{}", "\"stop\""),
            Usage(),
            Done,
        ]);
    }

    /// <summary>A text of many pieces, each of them a chunk of its own.</summary>
    public static byte[][] Chunks(int count) =>
    [
        Encode(Delta("""{"role":"assistant","content":"","refusal":null}""")),
        .. Enumerable.Range(0, count).Select(i => Encode(Text(ChunkText(i)))),
        Encode(Delta("{}", "\"stop\""), Usage(), Done),
    ];

    /// <summary>The text of one piece; all have the same length.</summary>
    public static string ChunkText(int index) => $" w{index % 1000:000}";

    private static string Text(string text) => Delta($$"""{"content":"{{text}}"}""");

    private static string Arguments(string piece) => Delta($$$"""{"tool_calls":[{"index":0,"function":{"arguments":"{{{piece}}}"}}]}""");

    private static string Delta(string delta, string finishReason = "null") =>
        $"{Head}{{\"index\":0,\"delta\":{delta},\"logprobs\":null,\"finish_reason\":{finishReason}}}],\"usage\":null}}\n\n";

    private static string Usage() => $"{Head}],\"usage\":{{\"prompt_tokens\":120,\"completion_tokens\":18,\"total_tokens\":138}}}}\n\n";

    private static byte[] Encode(params string[] frames) => Encoding.UTF8.GetBytes(string.Concat(frames));
}
