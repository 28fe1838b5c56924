using System.Buffers;
using System.Text;
using AgentFlow.Agents;
using AgentFlow.Hosting;
using AgentFlow.Models;
using AgentFlow.Prompts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace AgentFlow.Snippets;

public static class PromptSnippets
{
    public static Task FString()
    {
        // begin-snippet: prompt-template
        var prompt = PromptTemplate.Parse("Translate into {language}, for at most {price:F2} euros: {text}");

        var text = prompt.Format(("language", "French"), ("price", 12.5), ("text", "What does {this} mean?"));
        // Translate into French, for at most 12.50 euros: What does {this} mean?
        // end-snippet

        return Promise(text, "Translate into French, for at most 12.50 euros: What does {this} mean?");
    }

    public static Task Typed()
    {
        // begin-snippet: prompt-typed
        var prompt = PromptTemplate.For<Translation>("Translate into {language}: {source_text}");

        var text = prompt.Format(new Translation { Language = "French", SourceText = "Hello" });
        // end-snippet

        return Promise(text, "Translate into French: Hello");
    }

    public static Task Compose()
    {
        // begin-snippet: prompt-compose
        var role = PromptTemplate.Parse("You are {role}. Today is {today}.\n").Partial("today", () => "2026-03-01");
        var task = PromptTemplate.Parse("Answer: {question}");

        var prompt = role.Partial("role", "a librarian") + task; // prompt.InputVariables: question
        var wrong = prompt.FindUnused("question", "qestion");    // qestion
        // end-snippet

        return Promise(prompt.Format(("question", "Why?")) + string.Join(",", wrong), "You are a librarian. Today is 2026-03-01.\nAnswer: Why?qestion");
    }

    public static Task Utf8()
    {
        // begin-snippet: prompt-utf8
        var prompt = PromptTemplate.Parse("Hello {name}.");
        var buffer = new ArrayBufferWriter<byte>();

        prompt.Format(buffer, ("name", "Ada")); // no allocation but the buffer's
        // end-snippet

        return Promise(Encoding.UTF8.GetString(buffer.WrittenSpan), "Hello Ada.");
    }

    public static Task Mustache()
    {
        // begin-snippet: prompt-mustache
        var prompt = PromptTemplate.Parse(
            """
            {{#documents}}
            - {{title}}: {{text}}
            {{/documents}}
            {{^documents}}
            There are no documents.
            {{/documents}}
            {{>closing}}
            """,
            new MustacheOptions { Partials = { ["closing"] = "Question: {{question}}" } });

        var text = prompt.Format(
            ("documents", new[] { new Dictionary<string, string> { ["title"] = "Owls", ["text"] = "Owls see <well> at night." } }),
            ("question", "When do owls see?"));
        // end-snippet

        return Promise(text, "- Owls: Owls see <well> at night.\nQuestion: When do owls see?");
    }

    public static Task Chat()
    {
        IReadOnlyList<ChatMessage> history = [new(ChatRole.User, "Hi"), new(ChatRole.Assistant, "Hello.")];
        byte[] photo = [0xFF, 0xD8, 0xFF, 0xE0];
        // begin-snippet: chat-prompt
        var prompt = new ChatPromptTemplate(
            (ChatRole.System, "You describe photos in {language}."),
            new MessagesPlaceholder("history") { IsOptional = true, Limit = 20 },
            new ChatMessageTemplate(ChatRole.User, ContentTemplate.Text("What is on it? {hint}"), ContentTemplate.Image("photo")));

        var messages = prompt.Format(("language", "English"), ("history", history), ("hint", "Look for birds."), ("photo", photo));
        // end-snippet

        return Promise(string.Join("|", messages.Select(m => m.Text)), "You describe photos in English.|Hi|Hello.|What is on it? Look for birds.");
    }

    public static async Task FewShot()
    {
        IReadOnlyDictionary<string, object?>[] examples =
        [
            new Dictionary<string, object?> { ["word"] = "hot tea", ["opposite"] = "iced tea" },
            new Dictionary<string, object?> { ["word"] = "a tall tree", ["opposite"] = "a low bush" },
        ];
        // begin-snippet: few-shot
        var prompt = new FewShotPromptTemplate(
            PromptTemplate.Parse("{word} -> {opposite}"),
            new NGramOverlapExampleSelector(examples, count: 1, keys: ["word"]))
        {
            Prefix = PromptTemplate.Parse("Say the opposite."),
            Suffix = PromptTemplate.Parse("{word} ->"),
        };

        var text = await prompt.FormatAsync(new Dictionary<string, object?> { ["word"] = "hot water" });
        // end-snippet

        await Promise(text, "Say the opposite.\n\nhot tea -> iced tea\n\nhot water ->");
    }

    public static async Task Files()
    {
        var folder = Directory.CreateTempSubdirectory("agentflow-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "support.answer.prompt.md"), "---\ntemperature: 0.2\n---\n## system\nYou support {product}.\n## user\n{question}\n");
        // begin-snippet: prompt-library
        var prompts = PromptLibrary.Load(folder);

        var prompt = prompts["support.answer"];
        var messages = prompt.Chat.Format(("product", "AgentFlow"), ("question", "What is 6 * 7?"));
        using var client = ModelClient.Create("offline");
        var answer = await client.GetResponseAsync(messages, prompt.CreateChatOptions());
        // end-snippet

        Directory.Delete(folder, recursive: true);
        await Promise(messages[0].Text, "You support AgentFlow.");
        await Promise($"{answer.Text.Length > 0}", "True");
    }

    public static Task Replace()
    {
        using var client = ModelClient.Create("offline");
        // begin-snippet: replace-prompt
        var mine = NamedPrompt.Create("agent.tool-failed", PromptTemplate.Parse("'{tool}' hat nicht funktioniert: {error}"));

        var agent = new Agent(client, new AgentOptions
        {
            Prompts = new AgentPrompts(new PromptLibrary(mine)) { EmptyResult = PromptTemplate.Literal("Erledigt.") },
        });
        // end-snippet

        return Promise(agent.Name, "agent");
    }

    public static async Task Host()
    {
        var folder = Directory.CreateTempSubdirectory("agentflow-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "greet.prompt.md"), "Hello {name}.");
        var services = new ServiceCollection();
        // begin-snippet: prompt-host
        services.AddAgentFlow(flow => flow.AddPrompts(folder));
        await using var provider = services.BuildServiceProvider();

        var prompts = provider.GetRequiredService<PromptLibrary>(); // as the files are now; ask again for each use
        using var watch = ChangeToken.OnChange(
            () => provider.GetRequiredService<PromptFolder>().GetReloadToken(),
            () => Console.WriteLine("The prompts have changed."));
        // end-snippet

        await Promise(prompts["greet"].Template.Format(("name", "Ada")), "Hello Ada.");
        Directory.Delete(folder, recursive: true);
    }

    private static Task Promise(string actual, string promised) =>
        actual.ReplaceLineEndings("\n") == promised ? Task.CompletedTask : throw new InvalidOperationException($"The page promises '{promised}', and it is '{actual}'.");

    // begin-snippet: prompt-typed-input
    public sealed record Translation
    {
        public required string Language { get; init; }

        public required string SourceText { get; init; }
    }
    // end-snippet
}
