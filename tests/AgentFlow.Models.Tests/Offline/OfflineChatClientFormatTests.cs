using System.Text.Json;
using AgentFlow.Models.Offline;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Tests.Offline;

public sealed class OfflineChatClientFormatTests
{
    [Fact]
    public async Task GetResponse_JsonSchema_FillsItFromTheText()
    {
        var chat = new Chat();
        chat.Options.ResponseFormat = ChatResponseFormat.ForJsonSchema(Chat.Json(
            """{"type":"object","properties":{"name":{"type":"string","description":"The person's name"},"age":{"type":"integer","description":"The age in years"},"city":{"type":"string"}},"required":["name","age","city"]}"""));

        var response = await chat.SayAsync("Ada Lovelace is 36 years old and lives in London.");

        Assert.Equal("""{"name":"Ada Lovelace","age":36,"city":"London"}""", response.Text);
    }

    [Fact]
    public async Task GetResponse_JsonSchemaWithoutValues_LeavesThemOut()
    {
        var chat = new Chat();
        chat.Options.ResponseFormat = ChatResponseFormat.ForJsonSchema(Chat.Json(
            """{"type":"object","properties":{"price":{"type":"number"},"currency":{"type":["string","null"]}},"required":["price","currency"]}"""));

        var response = await chat.SayAsync("Nothing to see.");

        Assert.Equal("""{"currency":null}""", response.Text);
    }

    [Fact]
    public async Task GetResponse_JsonWithoutSchema_IsAnObject()
    {
        var chat = new Chat();
        chat.Options.ResponseFormat = ChatResponseFormat.Json;

        var response = await chat.SayAsync("What is \"love\"?");

        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(response.Text).RootElement.ValueKind);
    }

    [Fact]
    public async Task GetResponse_SameMessages_GivesTheSameAnswerWithTheSameIds()
    {
        var first = await new Chat(TestTools.All).SayAsync("What is 2 + 3?");
        var second = await new Chat(TestTools.All).SayAsync("What is 2 + 3?");

        Assert.Equal(Chat.Calls(first)[0].CallId, Chat.Calls(second)[0].CallId);
    }

    [Fact]
    public async Task GetResponse_FactInASystemSummary_IsRecalled()
    {
        var chat = new Chat();
        chat.Messages.Add(new ChatMessage(ChatRole.System, "Summary so far: the user's name is Grace. The user likes sailing."));

        var name = await chat.SayAsync("What is my name?");
        var hobby = await chat.SayAsync("What do I like?");

        Assert.Equal("Your name is Grace.", name.Text);
        Assert.Equal("You like sailing.", hobby.Text);
    }

    [Fact]
    public async Task GetResponse_WhatDidISayAbout_QuotesTheUser()
    {
        var chat = new Chat();
        await chat.SayAsync("The meeting about the budget moved to Thursday.");

        var response = await chat.SayAsync("What did I say about the budget?");

        Assert.Equal("You said: \"The meeting about the budget moved to Thursday.\"", response.Text);
    }

    [Fact]
    public async Task GetResponse_PersonaInInstructions_IsItsName()
    {
        var chat = new Chat();
        chat.Options.Instructions = "You are Robby, a helpful assistant.";

        var response = await chat.SayAsync("What is your name?");

        Assert.StartsWith("My name is Robby. I am AgentFlow's offline model", response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void GetService_Metadata_NamesTheModel()
    {
        using var client = new OfflineChatClient();

        var metadata = client.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;

        Assert.Equal("agentflow-offline", metadata?.DefaultModelId);
    }
}
