using AgentFlow.Chains;
using AgentFlow.Testing;

namespace AgentFlow.Tests.Chains;

public sealed class ReadyMadeDrawingTests
{
    [Fact]
    public void ToMermaid_MapReduce_ShowsItsSteps()
    {
        using var model = new ScriptedChatClient();

        var drawing = QuestionAnswerChain.MapReduce(model).ToMermaid();

        Assert.All(["split", "map", "collapse", "no-answer", "prompt", "model", "cite"], step => Assert.Contains($"\"{step}\"", drawing, StringComparison.Ordinal));
    }
}
