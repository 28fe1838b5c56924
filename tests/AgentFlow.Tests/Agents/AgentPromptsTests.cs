using AgentFlow.Agents;
using AgentFlow.Prompts;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Agents;

public sealed class AgentPromptsTests
{
    [Fact]
    public void Prompts_OfALibrary_ReplaceTheBuiltInOnesByName()
    {
        var library = new PromptLibrary(NamedPrompt.Create("agent.tool-failed", PromptTemplate.Parse("Oh: {error}")));

        var prompts = new AgentPrompts(library);

        Assert.Equal("Oh: x", prompts.ToolFailed.Format(("tool", "t"), ("error", "x")));
        Assert.Equal(new AgentPrompts().WrapUp, prompts.WrapUp);
    }

    [Fact]
    public async Task RunAsync_ReplacedPrompt_ReachesTheModelWithBracesOfValuesAsTheyAre()
    {
        var client = new ScriptedChatClient().Calls("{tools}").Says("Done.");
        var prompts = new AgentPrompts { UnknownTool = PromptTemplate.Parse("No '{tool}'; there is {tools}.") };
        var agent = new Agent(client, new AgentOptions { Prompts = prompts });

        await agent.RunAsync("Go.", cancellationToken: TestContext.Current.CancellationToken);

        var result = client.Requests[1].Messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>().Single();
        Assert.Equal("No '{tools}'; there is none.", result.Result);
    }

    [Fact]
    public void Agent_PlaceholderThatIsNotGiven_ThrowsWhenItIsMade()
    {
        var prompts = new AgentPrompts { ToolFailed = PromptTemplate.Parse("{tol} failed."), EmptyResult = PromptTemplate.Parse("{x}") };

        var error = Assert.Throws<ArgumentException>(() => new Agent(new ScriptedChatClient(), new AgentOptions { Prompts = prompts }));

        Assert.Contains("Prompt 'agent.tool-failed' uses '{tol}', which it is not given. It is given: tool, error.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Prompt 'agent.empty-result' uses '{x}', which it is not given. It is given nothing.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prompts_OfALibraryWithPlaceholderThatIsNotGiven_Throws()
    {
        var library = new PromptLibrary(NamedPrompt.Create("agent.tool-failed", PromptTemplate.Parse("{tol} failed.")));

        var error = Assert.Throws<ArgumentException>(() => new AgentPrompts(library));

        Assert.Contains("Prompt 'agent.tool-failed' uses '{tol}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BuiltIn_Prompts_EachHaveADescription() =>
        Assert.All(PromptLibrary.BuiltIn, p => Assert.False(string.IsNullOrWhiteSpace(p.Description), p.Name));
}
