using AgentFlow.Prompts;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Prompts;

public sealed class ChatPromptTemplateTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3];

    [Fact]
    public void Format_Parts_AreMessagesInTheirOrder()
    {
        var prompt = new ChatPromptTemplate(
            (ChatRole.System, "You speak {language}."),
            new ChatMessage(ChatRole.Assistant, "{as it is}"),
            new MessagesPlaceholder("history"),
            (ChatRole.User, PromptTemplate.Parse("{{question}}", PromptFormat.Mustache)));

        var messages = prompt.Format(("language", "French"), ("history", new[] { (ChatRole.User, "{a}"), (ChatRole.Assistant, "b") }), ("question", "{language}?"));

        Assert.Equal(
            [(ChatRole.System, "You speak French."), (ChatRole.Assistant, "{as it is}"), (ChatRole.User, "{a}"), (ChatRole.Assistant, "b"), (ChatRole.User, "{language}?")],
            messages.Select(m => (m.Role, m.Text)));
        Assert.Equal(["language", "history", "question"], prompt.InputVariables);
    }

    [Fact]
    public void Format_PlaceholderWithoutValue_ThrowsUnlessItIsOptional()
    {
        var required = new ChatPromptTemplate(new MessagesPlaceholder("history"));
        var optional = new ChatPromptTemplate(new MessagesPlaceholder("history") { IsOptional = true });

        Assert.Equal("history", Assert.Throws<MissingVariableException>(() => required.Format(("histroy", 1))).Variable);
        Assert.Empty(optional.Format());
        Assert.Empty(optional.InputVariables);
        Assert.Throws<PromptValueException>(() => optional.Format(("history", "text")));
        Assert.Empty(optional.FindUnused("history"));
    }

    [Theory]
    [InlineData(1, "e")]
    [InlineData(2, "call,result1,result2,e")]
    [InlineData(3, "call,result1,result2,e")]
    [InlineData(5, "b,call,result1,result2,e")]
    [InlineData(99, "a,b,call,result1,result2,e")]
    public void Format_LimitedPlaceholder_NeverPartsACallFromItsResult(int limit, string expected)
    {
        ChatMessage[] history =
        [
            Named("a", new TextContent("a")),
            Named("b", new TextContent("b")),
            Named("call", new FunctionCallContent("1", "x"), new FunctionCallContent("2", "x")),
            Named("result1", new FunctionResultContent("1", "r")),
            Named("result2", new FunctionResultContent("2", "r")),
            Named("e", new TextContent("e")),
        ];
        var prompt = new ChatPromptTemplate(new MessagesPlaceholder("history") { Limit = limit });

        var messages = prompt.Format(("history", history));

        Assert.Equal(expected.Split(','), messages.Select(m => m.AuthorName));
    }

    [Fact]
    public void Format_ImagesAndData_TakeBytesAddressesAndContents()
    {
        var prompt = new ChatPromptTemplate(new ChatMessageTemplate(
            ChatRole.User, ContentTemplate.Text("What is {this}?"), ContentTemplate.Image("a"), ContentTemplate.Image("b"), ContentTemplate.Image("c"), ContentTemplate.Data("d", "audio/wav"), ContentTemplate.Image("e")));
        var content = new HostedFileContent("f");

        var contents = prompt.Format(
            ("this", "it"), ("a", Png), ("b", "https://example.org/x.jpg"), ("c", "data:image/gif;base64,R0lGODlh"), ("d", new ReadOnlyMemory<byte>(Png)), ("e", content))[0].Contents;

        Assert.Equal("What is it?", Assert.IsType<TextContent>(contents[0]).Text);
        Assert.Equal("image/png", Assert.IsType<DataContent>(contents[1]).MediaType);
        Assert.Equal("https://example.org/x.jpg", Assert.IsType<UriContent>(contents[2]).Uri.AbsoluteUri);
        Assert.Equal("image/gif", Assert.IsType<DataContent>(contents[3]).MediaType);
        Assert.Equal("audio/wav", Assert.IsType<DataContent>(contents[4]).MediaType);
        Assert.Same(content, contents[5]);
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData(42)]
    [InlineData(null)]
    public void Format_ImageThatIsNone_SaysSo(object? value)
    {
        var prompt = new ChatPromptTemplate(new ChatMessageTemplate(ChatRole.User, ContentTemplate.Image("a")));

        Assert.Throws<PromptValueException>(() => prompt.Format(("a", value)));
        Assert.Throws<PromptValueException>(() => prompt.Format(("a", new byte[] { 1, 2, 3 })));
    }

    [Fact]
    public void Partial_AndAdd_KeepValues()
    {
        var system = new ChatPromptTemplate((ChatRole.System, "{a} {b}")).Partial("a", 1);
        var prompt = system + new ChatPromptTemplate((ChatRole.User, PromptTemplate.Parse("{b} {c}").Partial("c", 3)));

        var messages = prompt.Format(("b", 2));

        Assert.Equal(["b"], prompt.InputVariables);
        Assert.Equal(["1 2", "2 3"], messages.Select(m => m.Text));
        Assert.Throws<ArgumentException>(() => prompt.Partial("z", 1));
    }

    [Fact]
    public void Format_FixedMessage_IsACopyEachTime()
    {
        var prompt = new ChatPromptTemplate(new ChatMessage(ChatRole.User, "x"));

        Assert.NotSame(prompt.Format()[0], prompt.Format()[0]);
    }

    private static ChatMessage Named(string name, params AIContent[] contents) =>
        new(contents[0] is FunctionCallContent ? ChatRole.Assistant : contents[0] is FunctionResultContent ? ChatRole.Tool : ChatRole.User, [.. contents]) { AuthorName = name };
}
