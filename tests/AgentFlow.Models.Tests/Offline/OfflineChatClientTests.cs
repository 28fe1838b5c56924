using AgentFlow.Models.Offline;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Tests.Offline;

public sealed class OfflineChatClientTests
{
    [Fact]
    public async Task GetResponse_TwoQuestionsInOne_CallsBothToolsAtOnce()
    {
        var chat = new Chat(TestTools.All);

        var response = await chat.SayAsync("What is 18% of 2450, and how many km is 26.2 miles?");

        Assert.Equal(["""calculate {"expression":"18% of 2450"}""", """convert_unit {"value":26.2,"from":"miles","to":"km"}"""], Chat.Written(response));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Fact]
    public async Task GetResponse_ResultsAreThere_AnswersInTheWordsOfTheQuestion()
    {
        var chat = new Chat(TestTools.All);
        var calls = await chat.SayAsync("What is 18% of 2450, and how many km is 26.2 miles?");

        var answer = await chat.ReturnAsync(calls, 441, 42.1648128);

        Assert.Equal("18% of 2450 is 441. 26.2 miles is 42.16 km.", answer.Text);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
    }

    [Theory]
    [InlineData("Convert 5 kg to pounds", """convert_unit {"value":5,"from":"kg","to":"pounds"}""")]
    [InlineData("How much is (3 + 4) * 5?", """calculate {"expression":"(3 + 4) * 5"}""")]
    [InlineData("Remember that the wifi password is hunter2.", """add_note {"text":"the wifi password is hunter2"}""")]
    [InlineData("Add a note: buy milk", """add_note {"text":"buy milk"}""")]
    [InlineData("Please list my notes", """list_notes {}""")]
    [InlineData("Search my notes for wifi", """find_notes {"query":"wifi"}""")]
    [InlineData("What time is it?", """now {}""")]
    public async Task GetResponse_OneRequest_MakesOneCall(string question, string call)
    {
        var response = await new Chat(TestTools.All).SayAsync(question);

        Assert.Equal([call], Chat.Written(response));
    }

    [Fact]
    public async Task GetResponse_FactWasSaid_RecallsItFromTheHistory()
    {
        var chat = new Chat(TestTools.All);
        await chat.SayAsync("Hello, my name is Ada and I live in Turin.");

        var name = await chat.SayAsync("What is my name?");
        var home = await chat.SayAsync("Where do I live?");

        Assert.Equal("Your name is Ada.", name.Text);
        Assert.Equal("You live in Turin.", home.Text);
    }

    [Fact]
    public async Task GetResponse_FactWasNotSaid_SaysThatItDoesNotKnow()
    {
        var response = await new Chat().SayAsync("What is my favourite colour?");

        Assert.StartsWith("I do not know", response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_RequiredArgumentIsMissing_AsksAndUsesTheAnswer()
    {
        var chat = new Chat(TestTools.Weather);

        var question = await chat.SayAsync("What is the weather forecast?");
        var call = await chat.SayAsync("Paris");

        Assert.Equal("To use get_weather I need 'city' (The city). What should it be?", question.Text);
        Assert.Equal(["""get_weather {"city":"Paris"}"""], Chat.Written(call));
    }

    [Fact]
    public async Task GetResponse_NoToolFits_SaysWhatItIs()
    {
        var response = await new Chat(TestTools.All).SayAsync("Who painted the Mona Lisa?");

        Assert.Empty(Chat.Calls(response));
        Assert.StartsWith("I do not know. I am AgentFlow's offline model", response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetStreamingResponse_AnyAnswer_StreamsWordsAndUsage()
    {
        var client = new OfflineChatClient();

        var updates = await client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Hello")],
            cancellationToken: TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.True(updates.Count > 5);
        Assert.Equal("Hello. ", updates[0].Text);
        var usage = updates[^1].Contents.OfType<UsageContent>().Single().Details;
        Assert.Equal(2, usage.InputTokenCount);
        Assert.True(usage.OutputTokenCount > 10);
    }
}
