using AgentFlow.Output;
using AgentFlow.Prompts;

namespace AgentFlow.Tests.Output;

public sealed class JsonOutputParserTests
{
    private static readonly JsonOutputParser<Invoice> Invoices = Parse.Json(InvoiceJsonContext.Default.Invoice);

    [Theory]
    [InlineData("""{"number":"A1","total":12.5,"currency":"Dollar","due":"2024-05-01"}""")]
    [InlineData("Here you are:\n```json\n{\"number\": \"A1\", \"total\": 12.5, \"currency\": \"Dollar\", \"due\": \"2024-05-01\",}\n```\nAnything else?")]
    [InlineData("{'number': 'A1', 'total': '12.5', 'currency': 'dollar', 'due': 'May 1, 2024'}")]
    [InlineData("""{"number":"A1","total":12.5,"currency":"DOLLAR","due":"2024-05-01","comment":"none"}""")]
    public void Parse_AnswersOfRealShape_GiveTheValue(string text)
    {
        var invoice = Invoices.Parse(text);

        Assert.Equal(("A1", 12.5m, Currency.Dollar, new DateOnly(2024, 5, 1)), (invoice.Number, invoice.Total, invoice.Currency, invoice.Due));
    }

    [Theory]
    [InlineData("""{"number":"A1"}""", "total")]
    [InlineData("""{"number":"A1","total":-1}""", "total")]
    [InlineData("""{"number":"A1","total":1,"due":"soon"}""", "due")]
    [InlineData("I do not know.", "not JSON")]
    [InlineData("", "not JSON")]
    [InlineData("""{"number":"A1","total":12""", "complete")]
    public void Parse_WrongAnswer_SaysWhatIsWrong(string text, string part)
    {
        var error = Assert.Throws<OutputParserException>(() => Invoices.Parse(text));

        Assert.Equal(text, error.Text);
        Assert.Contains(part, error.ModelMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"value":[1,2,3]}""")]
    [InlineData("[1, 2, 3]")]
    [InlineData("The numbers are: [1, 2, 3]")]
    [InlineData("```json\n{\"value\": [\"1\", 2, 3,]}\n```")]
    public void Parse_List_MayBeWrappedOrBare(string text)
    {
        var numbers = Parse.Json<List<int>>().Parse(text);

        Assert.Equal([1, 2, 3], numbers);
    }

    [Theory]
    [InlineData("""{"value":"SwissFranc"}""")]
    [InlineData("\"SwissFranc\"")]
    public void Parse_Enum_MayBeWrappedOrBare(string text) => Assert.Equal(Currency.SwissFranc, Parse.Json<Currency>().Parse(text));

    [Fact]
    public void Schema_TypeThatIsNoObject_IsAnObjectAroundIt()
    {
        var schema = Parse.Json<int[]>().Schema.GetRawText();

        Assert.Equal("""{"type":"object","properties":{"value":{"type":"array","items":{"type":"integer"}}},"required":["value"],"additionalProperties":false}""", schema);
    }

    [Fact]
    public void Parse_RecursiveTypeInAList_FindsItsDefinitions()
    {
        var trees = Parse.Json<List<Tree>>().Parse("""[{"name":"a","children":[{"name":"b","children":[]}]}]""");

        Assert.Equal("b", Assert.Single(Assert.Single(trees).Children).Name);
        Assert.Throws<OutputParserException>(() => Parse.Json<List<Tree>>().Parse("""[{"name":"a","children":[{"name":"b","children":[{}]}]}]"""));
    }

    [Fact]
    public void Parse_RefusedByTheType_PutsTheReasonToTheModel()
    {
        var error = Assert.Throws<OutputParserException>(() => Parse.Json<Percent>().Parse("""{"amount":101}"""));

        Assert.Contains("between 0 and 100", error.ModelMessage, StringComparison.Ordinal);
        Assert.IsType<ArgumentException>(error.InnerException);
    }

    [Fact]
    public void FormatInstructions_Json_HaveTheSchema() =>
        Assert.Contains(Invoices.Schema.GetRawText(), Invoices.FormatInstructions, StringComparison.Ordinal);

    [Fact]
    public void FormatInstructions_Replaced_AreTheNewOnes()
    {
        var parser = Parse.Json<Percent>(prompts: new OutputPrompts { JsonInstructions = PromptTemplate.Parse("Antworte mit JSON: {schema}") });

        Assert.StartsWith("Antworte mit JSON: {\"type\"", parser.FormatInstructions, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_PromptWithAnUnknownPlaceholder_ThrowsAndNamesTheKnown()
    {
        var error = Assert.Throws<ArgumentException>(() => Parse.Json<Percent>(prompts: new OutputPrompts { JsonInstructions = PromptTemplate.Parse("JSON: {shema}") }));

        Assert.Contains("Prompt 'output.json-instructions' uses '{shema}', which it is not given. It is given: schema.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreatePartialReader_RequiredMembersStillToCome_ShowsWhatIsThere()
    {
        var reader = Invoices.CreatePartialReader();
        List<string> seen = [];

        foreach (var piece in new[] { "Sure! {\"num", "ber\": \"A", "1\", \"tot", "al\": 12", ".5, \"currency\": \"Dol", "lar\", \"lines\": [{\"te", "xt\": \"pen\"", "}]}" })
        {
            if (reader.Add(piece))
                seen.Add($"{reader.Value!.Number}|{reader.Value.Total}|{reader.Value.Currency}|{string.Join(',', reader.Value.Lines?.Select(l => l?.Text) ?? [])}");
        }

        Assert.Equal(["A|0|Euro|", "A1|0|Euro|", "A1|12.5|Dollar|", "A1|12.5|Dollar|pen"], seen);
    }

    [Theory]
    [InlineData("Use {braces} [1] first: [\"a\", \"b\"] done.")]
    [InlineData("<think>{x} and [y</think>\n{\"value\": [\"a\", \"b\"]}")]
    public void CreatePartialReader_BracketsBeforeTheValue_ArePassedOver(string text)
    {
        var reader = Parse.Json<List<string>>().CreatePartialReader();

        foreach (var c in text)
            reader.Add([c]);

        Assert.Equal(["a", "b"], reader.Value!);
    }

    private sealed record Tree(string Name, List<Tree> Children);

    private sealed record Percent(int Amount)
    {
        public int Amount { get; } = Amount is >= 0 and <= 100 ? Amount : throw new ArgumentException("A percentage is between 0 and 100.");
    }
}
