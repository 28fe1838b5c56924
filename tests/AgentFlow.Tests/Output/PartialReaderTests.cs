using System.Text.Json;
using AgentFlow.Output;

namespace AgentFlow.Tests.Output;

/// <summary>However a text is cut, its reader comes to the same end, and never takes back what it has shown.</summary>
public sealed class PartialReaderTests
{
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("AGENTFLOW_OUTPUT_ROUNDS"), out var rounds) ? rounds : 300;

    private static readonly string[] Pieces =
    [
        "word", " ", "\n", "\n\n", ",", "\"", "\"\"", "- ", "1. ", "* ", "  ", "<a>", "</a>", "<b x='1'>", "</b>", "<", ">", "</", "```", "```js\n", "\n```\n", "~~~", "`", "é", "\U0001f680",
        "\r\n", "\t", "{", "}", "[", "]", ":", "\"number\":\"A1\"", "\"total\": 12.5", "{\"number\": \"x\", \"total\": 1, \"lines\": [{\"text\": \"pen\"}]}", "\\", "\\u00e9", "true", "-1",
    ];

    [Theory]
    [InlineData("text")]
    [InlineData("comma")]
    [InlineData("lines")]
    [InlineData("xml")]
    [InlineData("tags")]
    [InlineData("code")]
    public void Add_AnyChunking_EndsAlikeAndOnlyGrows(string kind)
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Pieces[random.Next(Pieces.Length)]));

            var whole = Read(kind, [text]);
            var cut = Read(kind, Cut(text, random));

            Assert.True(whole[^1] == cut[^1], $"Seed {seed}: cut differently, '{text}' gives '{cut[^1]}' for '{whole[^1]}'.");
            for (var i = 1; i < cut.Count; i++)
                Assert.True(cut[i].StartsWith(cut[i - 1], StringComparison.Ordinal), $"Seed {seed}: '{cut[i - 1]}' became '{cut[i]}' in '{text}'.");
        }
    }

    [Theory]
    [InlineData("text")]
    [InlineData("xml")]
    [InlineData("code")]
    public void Add_ParsableText_EndsAtWhatParseGives(string kind)
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var inner = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var text = kind switch { "xml" => $"so: <a>{inner}</a> done", "code" => $"so:\n````js\n{inner}\n````\ndone", _ => inner };

            var last = Read(kind, Cut(text, random))[^1];

            Assert.Equal(kind switch { "xml" => Parse.Xml("a").Parse(text), "code" => Parse.CodeBlock().Parse(text), _ => Parse.Text().Parse(text) }, last);
        }
    }

    [Fact]
    public void Add_JsonInAnyChunking_EndsAtWhatParseGivesAndListsOnlyGrow()
    {
        var parser = Parse.Json(InvoiceJsonContext.Default.Invoice);
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var invoice = new Invoice { Number = $"é{seed}\n\U0001f680", Total = seed, Currency = (Currency)(seed % 3), Lines = [.. Enumerable.Range(0, random.Next(6)).Select(i => new Line($"line {i}", i))] };
            var text = $"Here it is: ```json\n{JsonSerializer.Serialize(invoice, InvoiceJsonContext.Default.Invoice)}\n```";
            var reader = parser.CreatePartialReader();
            var lines = 0;

            foreach (var piece in Cut(text, random))
            {
                if (!reader.Add(piece))
                    continue;
                Assert.InRange(reader.Value!.Lines?.Count ?? 0, lines, invoice.Lines.Count);
                lines = reader.Value.Lines?.Count ?? 0;
            }

            Assert.Equal(JsonSerializer.Serialize(invoice, InvoiceJsonContext.Default.Invoice), JsonSerializer.Serialize(reader.Value, InvoiceJsonContext.Default.Invoice));
            Assert.Equal(invoice.Lines, parser.Parse(text).Lines);
        }
    }

    [Fact]
    public void Add_LongJsonByTheCharacter_MakesFewValues()
    {
        var text = JsonSerializer.Serialize(new Invoice { Number = new string('x', 200_000), Total = 1 }, InvoiceJsonContext.Default.Invoice);
        var reader = Parse.Json(InvoiceJsonContext.Default.Invoice).CreatePartialReader();

        var shown = 0;
        foreach (var c in text)
            shown += reader.Add([c]) ? 1 : 0;

        // Each growth by a sixteenth shows one: about 16 ln(200,000), so that all of them together are linear in the text.
        Assert.InRange(shown, 50, 250);
        Assert.Equal(200_000, reader.Value!.Number.Length);
    }

    [Fact]
    public void Parse_TextsAtRandom_GiveAValueOrAnErrorForTheModel()
    {
        Func<string, object?>[] parsers =
        [
            Parse.Text().Parse, t => Parse.Enum<Currency>().Parse(t), t => Parse.Boolean().Parse(t), Parse.List().Parse, Parse.List(ListStyle.Comma).Parse, Parse.Xml("a").Parse,
            Parse.Xml(["a", "b"]).Parse, Parse.CodeBlock("js").Parse, t => Parse.Date().Parse(t), Parse.Regex("(a+)").Parse, Parse.Json(InvoiceJsonContext.Default.Invoice).Parse,
            Parse.Json(InvoiceJsonContext.Default.ListInvoice).Parse, Parse.Yaml(InvoiceJsonContext.Default.Invoice).Parse, Parse.Yaml(InvoiceJsonContext.Default.ListInvoice).Parse,
        ];
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 40)).Select(_ => random.Next(30) == 0 ? ((char)random.Next(0x10000)).ToString() : Pieces[random.Next(Pieces.Length)]));

            foreach (var parse in parsers)
            {
                try
                {
                    parse(text);
                }
                catch (OutputParserException error)
                {
                    Assert.NotEmpty(error.ModelMessage);
                    Assert.Equal(text, error.Text);
                }
            }
        }
    }

    [Fact]
    public void Add_ListItems_AreShownWhenTheyAreComplete()
    {
        var reader = Parse.List().CreatePartialReader()!;

        var changes = new[] { "- on", "e\n- t", "wo", "\n", "- three" }.Select(p => reader.Add(p) ? string.Join('|', reader.Value!) : "").ToList();

        Assert.Equal(["", "one", "", "", "one|two"], changes);
    }

    [Fact]
    public void Value_TakenOutEarly_StaysAsItIs()
    {
        var reader = Parse.List(ListStyle.Comma).CreatePartialReader()!;
        reader.Add("a,b,");
        var early = reader.Value!;

        reader.Add(string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},")));

        Assert.Equal(["a", "b"], early);
    }

    private static List<string> Read(string kind, IEnumerable<string> pieces) => kind switch
    {
        "text" => Values(Parse.Text(), pieces, t => t),
        "comma" => Values(Parse.List(ListStyle.Comma), pieces, Joined),
        "lines" => Values(Parse.List(), pieces, Joined),
        "xml" => Values(Parse.Xml("a"), pieces, t => t),
        "tags" => Values(Parse.Xml(["a", "b"]), pieces, t => t.TryGetValue("a", out var a) ? a : ""),
        _ => Values(Parse.CodeBlock(), pieces, t => t),
    };

    private static string Joined(IReadOnlyList<string> items) => string.Concat(items.Select(i => i + "\0"));

    private static List<string> Values<T>(OutputParser<T> parser, IEnumerable<string> pieces, Func<T, string> show)
    {
        var reader = parser.CreatePartialReader()!;
        List<string> values = [""];
        foreach (var piece in pieces)
        {
            if (reader.Add(piece))
                values.Add(show(reader.Value!));
        }
        return values;
    }

    private static List<string> Cut(string text, Random random)
    {
        List<string> pieces = [];
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(text.Length - at, random.Next(0, 6));
            pieces.Add(text.Substring(at, length));
            at += length;
        }
        return pieces;
    }
}
