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
}
