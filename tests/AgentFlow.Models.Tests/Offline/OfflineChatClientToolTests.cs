using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Tests.Offline;

/// <summary>Tools that the model has never seen, options that restrict them, and tools that complain.</summary>
public sealed class OfflineChatClientToolTests
{
    private static readonly AITool Zorble = AIFunctionFactory.Create(
        ([Description("The name of the planet.")] string planet, [Description("The depth of the hole in meters.")] int depth,
            [Description("How careful to dig.")] Care care = Care.Normal) => planet + depth + care,
        "zorble_dig", "Digs a hole on a planet with the zorble.");

    private static readonly AITool Invite = AIFunctionFactory.Create(
        ([Description("The e-mail address of the guest.")] string guest, [Description("The day, as yyyy-MM-dd.")] string date,
            [Description("Whether to send a reminder.")] bool reminder = false) => guest + date + reminder,
        "invite_guest", "Invites a guest to the party.");

    private enum Care
    {
        Normal,
        Gentle,
    }

    [Fact]
    public async Task GetResponse_UnknownTool_FillsItByTypeNameAndChoice()
    {
        var response = await new Chat(Zorble).SayAsync("Dig a gentle hole of 30 meters on the planet Xanadu with the zorble");

        Assert.Equal(["""zorble_dig {"planet":"Xanadu","depth":30,"care":"Gentle"}"""], Chat.Written(response));
    }

    [Fact]
    public async Task GetResponse_EmailAndRelativeDate_FillsBoth()
    {
        var response = await new Chat(Invite).SayAsync("Invite the guest ada@example.com to the party on 5 March 2031 with a reminder");

        Assert.Equal(["""invite_guest {"guest":"ada@example.com","date":"2031-03-05","reminder":true}"""], Chat.Written(response));
    }

    [Theory]
    [InlineData("What is the weather forecast in Paris and Rome?")]
    [InlineData("Get the weather for Paris and for Rome")]
    public async Task GetResponse_ListOfPlaces_MakesOneCallEach(string question)
    {
        var response = await new Chat(TestTools.Weather).SayAsync(question);

        Assert.Equal(["""get_weather {"city":"Paris"}""", """get_weather {"city":"Rome"}"""], Chat.Written(response));
    }

    [Fact]
    public async Task GetResponse_Respectively_PairsTheLists()
    {
        var response = await new Chat(TestTools.Weather)
            .SayAsync("Get the weather forecast for Paris and Rome for 2 days and 5 days ahead respectively");

        Assert.Equal(["""get_weather {"city":"Paris","days":2}""", """get_weather {"city":"Rome","days":5}"""], Chat.Written(response));
    }

    [Fact]
    public async Task GetResponse_FollowUp_RepeatsTheCallWithTheNewValue()
    {
        var chat = new Chat(TestTools.Weather);
        await chat.ReturnAsync(await chat.SayAsync("What is the weather in Paris?"), "Sunny.");

        var response = await chat.SayAsync("And in Rome?");

        Assert.Equal(["""get_weather {"city":"Rome"}"""], Chat.Written(response));
    }

    [Fact]
    public async Task GetResponse_ToolModeNone_CallsNothing()
    {
        var chat = new Chat(TestTools.All);
        chat.Options.ToolMode = ChatToolMode.None;

        var response = await chat.SayAsync("What is 18% of 2450?");

        Assert.Empty(Chat.Calls(response));
        Assert.StartsWith("I do not know", response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_ToolModeRequiresOne_CallsThatOne()
    {
        var chat = new Chat(TestTools.All);
        chat.Options.ToolMode = ChatToolMode.RequireSpecific("list_notes");

        var response = await chat.SayAsync("Hello there");

        Assert.Equal(["list_notes {}"], Chat.Written(response));
    }

    [Fact]
    public async Task GetResponse_ToolModeRequiresAny_CallsOnceAndThenAnswers()
    {
        var chat = new Chat(TestTools.ListNotes, TestTools.Now);
        chat.Options.ToolMode = ChatToolMode.RequireAny;

        var call = await chat.SayAsync("Hello there");
        var answer = await chat.ReturnAsync(call, "nothing");

        Assert.Single(Chat.Calls(call));
        Assert.Empty(Chat.Calls(answer));
    }

    [Fact]
    public async Task GetResponse_ToolOffersOtherValues_TriesOnceWithOneOfThem()
    {
        var chat = new Chat(TestTools.ConvertUnit);
        var first = await chat.SayAsync("Convert 5 kilometers to miles");

        var second = await chat.ReturnAsync(first, "Error: unknown unit 'kilometers'. Known units: km, mi, kg.");
        var answer = await chat.ReturnAsync(second, "3.11 mi");

        Assert.Equal(["""convert_unit {"value":5,"from":"km","to":"miles"}"""], Chat.Written(second));
        Assert.Equal("5 kilometers is 3.11 mi.", answer.Text);
    }

    [Fact]
    public async Task GetResponse_ToolFailsForGood_SaysSoAndStops()
    {
        var chat = new Chat(TestTools.Calculate);
        var call = await chat.SayAsync("What is 1 / 0?");

        var answer = await chat.ReturnAsync(call, "Error: division by zero.");

        Assert.Empty(Chat.Calls(answer));
        Assert.Equal("That did not work: division by zero.", answer.Text);
    }

    [Fact]
    public async Task GetResponse_OneOfTwoQuestionsUnanswerable_AnswersTheOtherAndSaysSo()
    {
        var chat = new Chat(TestTools.All);
        var call = await chat.SayAsync("What is 2 + 3? Who painted the Mona Lisa?");

        var answer = await chat.ReturnAsync(call, 5);

        Assert.StartsWith("2 + 3 is 5. I do not know about \"Who painted the Mona Lisa\".", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_ToolsWithdrawnAfterResults_AnswersWithWhatItHas()
    {
        var chat = new Chat(TestTools.All);
        var call = await chat.SayAsync("What is 2 + 3?");
        chat.Options.Tools = null;

        var answer = await chat.ReturnAsync(call, 5);

        Assert.Contains("5", answer.Text, StringComparison.Ordinal);
        Assert.Empty(Chat.Calls(answer));
    }

    [Fact]
    public async Task GetResponse_ResultIsAnObject_IsSaidAsAQuantity()
    {
        var chat = new Chat(TestTools.ConvertUnit);
        var call = await chat.SayAsync("How many km is 26.2 miles?");

        var answer = await chat.ReturnAsync(call, Chat.Json("""{"value":42.1648,"unit":"km"}"""));

        Assert.Equal("26.2 miles is 42.1648 km.", answer.Text);
    }
}
