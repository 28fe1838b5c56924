using AgentFlow.Prompts;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Prompts;

public sealed class PromptLibraryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("agentflow-prompts-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Load_File_HasAllThatItSays()
    {
        Write("support.prompt.md", """
            ---
            name: support.answer
            description: "Answers: a customer." # or a colleague
            model: openai/gpt-4o-mini
            temperature: 0.2
            input: {
              "type": "object",
              "properties": { "product": { "type": "string" }, "question": { "type": "string" } }
            }
            output:
              type: object
              properties:
                answer: { type: string }
            ---

            ## system
            You support {product}.

            ## messages history?
            ## user
            ## A heading of the text
            {question}
            """);

        var prompt = PromptLibrary.Load(_folder.FullName)["support.answer"];
        var messages = prompt.Chat.Format(("product", "AgentFlow"), ("question", "{why}?"));

        Assert.Equal("Answers: a customer.", prompt.Description);
        Assert.Equal(0.2f, prompt.Temperature);
        Assert.Equal(["product", "question"], prompt.Chat.InputVariables);
        Assert.Equal([(ChatRole.System, "You support AgentFlow."), (ChatRole.User, "## A heading of the text\n{why}?")], messages.Select(m => (m.Role, m.Text)));
        var options = prompt.CreateChatOptions();
        Assert.Equal("openai/gpt-4o-mini", options.ModelId);
        Assert.IsType<ChatResponseFormatJson>(options.ResponseFormat);
    }

    [Fact]
    public void Load_FileWithoutFrontMatterAndRoles_IsATextNamedAfterIt()
    {
        Write("greet.prompt.md", "Hello {name}.\n");

        var prompt = PromptLibrary.Load(_folder.FullName)["greet"];

        Assert.Equal("Hello Ada.", prompt.Template.Format(("name", "Ada")));
        var missing = Assert.Throws<MissingVariableException>(() => prompt.Chat.Format());
        Assert.Equal("greet", missing.Prompt);
        Assert.StartsWith("Variable 'name' of prompt 'greet' has no value. No values were given.", missing.Message, StringComparison.Ordinal);
        Assert.Equal("Hello Ada.", Assert.Single(prompt.Chat.Format(("name", "Ada"))).Text);
    }

    [Fact]
    public void Load_Examples_StandBeforeTheLastQuestion()
    {
        Write("pairs.jsonl", """
            {"word": "hot", "answer": "cold"}

            {"word": "{x}", "answer": {"y": 1}}
            """);
        Write("opposite.prompt.md", """
            ---
            examples: pairs.jsonl
            ---
            ## system
            Say the opposite.
            ## user
            Word: {word}
            """);

        var messages = PromptLibrary.Load(_folder.FullName)["opposite"].Chat.Format(("word", "big"));

        Assert.Equal(["Say the opposite.", "Word: hot", "cold", "Word: {x}", """{"y":1}""", "Word: big"], messages.Select(m => m.Text));
    }

    [Theory]
    [InlineData("---\ndescription: x\nHello", 1, 1, "does not end")]
    [InlineData("---\ntemprature: 1\n---\nHello", 2, 1, "Did you mean 'temperature'?")]
    [InlineData("---\ntemperature: hot\n---\nHello", 2, 14, "'hot'")]
    [InlineData("---\nname: a\nname: b\n---\nHello", 3, 1, "second time")]
    [InlineData("---\nname: a\ninput: {\n  \"type\": 1\n---\nHello", 3, 8, "")]
    [InlineData("---\n- a\n---\nHello", 2, 1, "'key: value'")]
    [InlineData("---\ndescription: [a]\n---\nHello", 2, 14, "is a list")]
    [InlineData("---\ninput: text\n---\nHello", 2, 8, "must be a JSON schema")]
    [InlineData("---\ninput: { \"type\": \"objekt\" }\n---\nHello", 2, 8, "input schema is not valid")]
    [InlineData("---\ninput: { \"properties\": { \"name\": {} } }\n---\nHello {nam}", 2, 8, "'nam'")]
    [InlineData("---\nformat: jinja\n---\nHello", 2, 9, "'jinja' is no format")]
    [InlineData("---\nname: x\n---\n", 4, 1, "no body")]
    [InlineData("---\nname: x\n---\n\n## system\nfine\n## user\n\nHello {name\n", 9, 7, "has no '}'")]
    [InlineData("Before\n## user\nHello", 1, 1, "before the first role")]
    [InlineData("## messages a b\n## user\nHello", 1, 13, "is no variable")]
    [InlineData("---\nexamples: none.jsonl\n---\n## user\nHello", 2, 11, "cannot be read")]
    [InlineData("---\nname: x\n  nested: x\n---\nHello", 3, 3, "")]
    public void Load_BrokenFile_SaysWhere(string text, int line, int column, string problem)
    {
        Write("broken.prompt.md", text);

        var error = Assert.Throws<PromptFileException>(() => PromptLibrary.Load(_folder.FullName));

        var found = Assert.Single(error.Problems);
        Assert.Equal((line, column), (found.Line, found.Column));
        Assert.Contains(problem, found.Message, StringComparison.Ordinal);
        Assert.StartsWith(Path.Combine(_folder.FullName, "broken.prompt.md") + $":{line}:{column}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_BrokenFiles_AreReportedTogether()
    {
        Write("a.prompt.md", "{");
        Write("b.prompt.md", "}");
        Write("c.prompt.md", "---\nname: d\n---\nx");
        Write("d.prompt.md", "y");

        var error = Assert.Throws<PromptFileException>(() => PromptLibrary.Load(_folder.FullName));

        Assert.Equal(3, error.Problems.Count);
    }

    [Fact]
    public void Parse_BlockTexts_AreReadAsYamlReadsThem()
    {
        var kept = NamedPrompt.Parse("---\ndescription: |\n  one\n    two\n\n  three\nmodel: 'it''s'\n---\nx", "p");
        var folded = NamedPrompt.Parse("---\ndescription: >\n  one\n  two\n---\nx", "p");

        Assert.Equal("one\n  two\n\nthree", kept.Description);
        Assert.Equal("it's", kept.Model);
        Assert.Equal("one two", folded.Description);
    }

    [Fact]
    public void Item_UnknownName_NamesTheNearest()
    {
        var error = Assert.Throws<PromptNotFoundException>(() => PromptLibrary.BuiltIn["agent.unknown-tol"]);

        Assert.Contains("Did you mean 'agent.unknown-tool'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_SameName_Replaces()
    {
        var library = PromptLibrary.BuiltIn.With(NamedPrompt.Create("agent.empty-result", PromptTemplate.Parse("Nothing.")));

        Assert.Equal(PromptLibrary.BuiltIn.Count, library.Count);
        Assert.Equal("Nothing.", library["agent.empty-result"].Template.Format());
        Assert.NotEqual("Nothing.", PromptLibrary.BuiltIn["agent.empty-result"].Template.Format());
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
