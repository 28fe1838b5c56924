using AgentFlow.Testing.Conformance;

namespace AgentFlow.Models.Tests.Conformance;

public sealed class ChatClientConformanceTests
{
    public static TheoryData<string> Cases => [.. ChatClientConformance.Cases.Select(static c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task OpenAI_Conforms(string name) => TryAsync(name, new OpenAISubject());

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Ollama_Conforms(string name) => TryAsync(name, new OllamaSubject());

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Anthropic_Conforms(string name) => TryAsync(name, new AnthropicSubject());

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Scripted_Conforms(string name) => TryAsync(name, new ScriptedSubject());

    private static async Task TryAsync(string name, ChatClientSubject subject)
    {
        await using (subject)
            await ChatClientConformance.Cases.Single(c => c.Name == name).RunAsync(subject, TestContext.Current.CancellationToken);
    }
}
