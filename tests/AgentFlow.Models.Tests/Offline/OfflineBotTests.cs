using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Tests.Offline;

/// <summary>What a newcomer types into a bot with the built-in tools: the calls that it makes of it, and what it says in the end.</summary>
public sealed class OfflineBotTests
{
    private static readonly IReadOnlyList<AITool> Tools =
    [
        CalculatorTool.Create(), UnitConversionTool.Create(), .. DateTimeTools.Create(), .. NotesTools.Create(new InMemoryKeyValueStore()),
    ];

    [Theory]
    [InlineData("calculate (3+4)*12/5", "(3+4)*12/5")]
    [InlineData("what is 10 mod 3?", "10 mod 3")]
    [InlineData("compute 2^10", "2^10")]
    public async Task GetResponse_ParameterDescribedByExamples_TakesWhatTheQuestionSays(string question, string expression)
    {
        var response = await new Chat(Tools).SayAsync(question);

        Assert.Equal([$$"""calculate {"expression":"{{expression}}"}"""], Chat.Written(response));
    }

    [Theory]
    [InlineData("convert 5 kg to pounds and 100 F to celsius")]
    [InlineData("Convert 5 kg to pounds, 100 F to celsius")]
    [InlineData("convert 5 kg to pounds then 100 F to celsius")]
    public async Task GetResponse_TwoQuantitiesWithOneVerb_MakesTwoCalls(string question)
    {
        var response = await new Chat(Tools).SayAsync(question);

        Assert.Equal(["""convert_unit {"value":5,"from":"kg","to":"pounds"}""", """convert_unit {"value":100,"from":"F","to":"celsius"}"""],
            Chat.Written(response));
    }

    [Theory]
    [InlineData("add a note: buy milk", "buy milk")]
    [InlineData("Add a note: find milk, list eggs and delete the note about 18% of 200", "find milk, list eggs and delete the note about 18% of 200")]
    [InlineData("Write a note: the day of the week is Friday. Convert nothing.", "the day of the week is Friday. Convert nothing")]
    public async Task GetResponse_CommandWithAColon_HandsOverAllBehindIt(string question, string text)
    {
        var response = await new Chat(Tools).SayAsync(question);

        Assert.Equal([$$"""add_note {"text":"{{text}}"}"""], Chat.Written(response));
    }

    [Theory]
    [InlineData("what's 15% tip on 80 dollars", "15% of 80")]
    [InlineData("What is 20% of $60?", "20% of 60")]
    [InlineData("how much is a 7.5% discount on 250 euros?", "7.5% of 250")]
    [InlineData("what's 12 squared", "12^2")]
    public async Task GetResponse_ShareOfAnAmount_BecomesAnExpression(string question, string expression)
    {
        var response = await new Chat(Tools).SayAsync(question);

        Assert.Equal([$$"""calculate {"expression":"{{expression}}"}"""], Chat.Written(response));
    }

    [Theory]
    [InlineData("how many days until 2027-01-01?", """date_difference {"from":"today","to":"2027-01-01","unit":"days"}""")]
    [InlineData("how many weeks between 2026-01-01 and 2026-12-25?", """date_difference {"from":"2026-01-01","to":"2026-12-25","unit":"weeks"}""")]
    [InlineData("How many days since 2020-02-02?", """date_difference {"from":"2020-02-02","to":"today","unit":"days"}""")]
    [InlineData("how many days from 2026-01-01 to 2026-03-01?", """date_difference {"from":"2026-01-01","to":"2026-03-01","unit":"days"}""")]
    [InlineData("how old is someone born on 1990-05-01?", """date_difference {"from":"1990-05-01","to":"today"}""")]
    [InlineData("what is the date in 3 weeks?", """add_to_date {"date":"today","amount":3,"unit":"weeks"}""")]
    [InlineData("what date was 100 days ago?", """add_to_date {"date":"today","amount":-100,"unit":"days"}""")]
    [InlineData("what day of the week is 2026-12-25?", """day_of_week {"date":"2026-12-25"}""")]
    [InlineData("weeks until 2027-01-01", """date_difference {"from":"today","to":"2027-01-01","unit":"weeks"}""")]
    [InlineData("72°F in C", """convert_unit {"value":72,"from":"°F","to":"C"}""")]
    [InlineData("how many seconds are in a day?", """convert_unit {"value":1,"from":"day","to":"seconds"}""")]
    public async Task GetResponse_QuestionAboutDates_FindsTheToolAndCountsFromToday(string question, string call)
    {
        var response = await new Chat(Tools).SayAsync(question);

        Assert.Equal([call], Chat.Written(response));
    }

    [Fact]
    public async Task GetResponse_DateWithoutASpan_IsNotMeasured()
    {
        var response = await new Chat(Tools).SayAsync("what's tomorrow's date?");

        Assert.DoesNotContain(Chat.Calls(response), c => c.Name == "date_difference");
    }

    [Fact]
    public async Task GetResponse_NeverMindAfterAskingBack_LetsItGo()
    {
        var chat = new Chat(Tools);
        await chat.SayAsync("convert 10 km");

        var reply = await chat.SayAsync("never mind");

        Assert.Equal("All right.", reply.Text);
    }

    [Theory]
    [InlineData("convert 10 km")]
    [InlineData("how many days until")]
    public async Task GetResponse_UnrelatedMessageAfterAskingBack_IsNotTheAnswer(string question)
    {
        var chat = new Chat(Tools);
        var asked = await chat.SayAsync(question);

        var reply = await chat.SayAsync("my favourite colour is green");

        Assert.EndsWith("What should it be?", asked.Text, StringComparison.Ordinal);
        Assert.Equal("Noted for this conversation.", reply.Text);
    }

    [Fact]
    public async Task GetResponse_QuestionAfterAskingBackForAPlace_IsNotTheAnswer()
    {
        var chat = new Chat(TestTools.Weather);
        await chat.SayAsync("What is the weather forecast?");

        var reply = await chat.SayAsync("Who painted the Mona Lisa?");

        Assert.Empty(Chat.Calls(reply));
        Assert.StartsWith("I do not know", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_AskedBackAnsweredWithItsPreposition_SaysTheWholeQuestion()
    {
        var chat = new Chat(Tools);
        await chat.SayAsync("convert 10 km");

        var call = await chat.SayAsync("to miles");
        var answer = await chat.ReturnAsync(call, "6.213712 mi");

        Assert.Equal(["""convert_unit {"value":10,"from":"km","to":"miles"}"""], Chat.Written(call));
        Assert.Equal("10 km is 6.213712 mi.", answer.Text);
    }

    [Theory]
    [InlineData("List my notes", "n1: buy milk", "n1: buy milk.")]
    [InlineData("What time is it in Tokyo?", "2026-11-21T10:58 (Saturday)", "The time in Tokyo is 2026-11-21T10:58 (Saturday).")]
    [InlineData("5 feet in cm", "152.4 cm", "5 feet is 152.4 cm.")]
    [InlineData("how many ounces in 2 cups", "16 fl oz (fluid ounces)", "2 cups is 16 fl oz (fluid ounces).")]
    [InlineData("how many days until 2027-01-01?", "41 days", "It is 41 days until 2027-01-01.")]
    [InlineData("90 days from today", "2027-02-19 (Friday)", "90 days from today is 2027-02-19 (Friday).")]
    [InlineData("what date was 100 days ago?", "2026-08-13 (Thursday)", "100 days ago was 2026-08-13 (Thursday).")]
    [InlineData("how old is someone born on 1990-05-01?", "36 years", "36 years.")]
    public async Task GetResponse_ResultIsThere_SaysItInTheQuestionsWordsOrAlone(string question, string result, string sentence)
    {
        var chat = new Chat(Tools);

        var answer = await chat.ReturnAsync(await chat.SayAsync(question), result);

        Assert.Equal(sentence, answer.Text);
    }

    [Fact]
    public async Task GetResponse_TwoQuantitiesWithOneVerb_SaysEachInItsOwnWords()
    {
        var chat = new Chat(Tools);
        var calls = await chat.SayAsync("convert 5 kg to pounds and 100 F to celsius");

        var answer = await chat.ReturnAsync(calls, "11.023113 lb", "37.777778 °C");

        Assert.Equal("5 kg is 11.023113 lb. 100 F is 37.777778 °C.", answer.Text);
    }

    [Fact]
    public async Task GetResponse_CallFailed_SaysTheComplaintOnce()
    {
        var chat = new Chat(Tools);
        var call = Assert.Single(Chat.Calls(await chat.SayAsync("convert 5 kg to celsius")));
        const string Complaint = "'kg' is a mass and 'celsius' is a temperature; only units of the same kind convert into each other.";
        chat.Messages.Add(new ChatMessage(ChatRole.Tool,
            [new FunctionResultContent(call.CallId, $"Tool 'convert_unit' failed: {Complaint}") { Exception = new InvalidOperationException(Complaint) }]));

        var answer = await chat.ContinueAsync();

        Assert.Equal($"That did not work: {Complaint}", answer.Text);
    }
}
