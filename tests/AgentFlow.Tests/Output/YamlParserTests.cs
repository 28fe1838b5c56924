using System.Text.Json;
using AgentFlow.Output;

namespace AgentFlow.Tests.Output;

public sealed class YamlParserTests
{
    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("---\na: 1\n...\n", """{"a":1}""")]
    [InlineData("a: yes\nb: true\nc: ~\nd:\ne: null", """{"a":"yes","b":true,"c":null,"d":null,"e":null}""")]
    [InlineData("a: 1.10\nb: -3e5\nc: +1\nd: .5\ne: 0x1F\nf: 0o17\ng: 007\nh: 12:30\ni: 2024-05-01", """{"a":1.10,"b":-3e5,"c":1,"d":0.5,"e":31,"f":15,"g":7,"h":"12:30","i":"2024-05-01"}""")]
    [InlineData("a: 'it''s'\nb: \"line\\nbreak \\u00e9\"\nc: \"x\" # note", """{"a":"it's","b":"line\nbreak é","c":"x"}""")]
    [InlineData("title: Dune: Part Two\nurl: http://x.org/a#b", """{"title":"Dune: Part Two","url":"http://x.org/a#b"}""")]
    [InlineData("a:\n  b:\n    c: deep\n  d: e\nf: g", """{"a":{"b":{"c":"deep"},"d":"e"},"f":"g"}""")]
    [InlineData("- a\n- b: 1\n  c: 2\n-\n  - x\n  - y\n- - p\n  - q\n-", """["a",{"b":1,"c":2},["x","y"],["p","q"],null]""")]
    [InlineData("items:\n- a\n- b\nnext: 1", """{"items":["a","b"],"next":1}""")]
    [InlineData("items:\n  - name: a\n    tags: [x, \"y, z\", 3]\n  - name: b\n    tags: []", """{"items":[{"name":"a","tags":["x","y, z",3]},{"name":"b","tags":[]}]}""")]
    [InlineData("a: {b: 1, c: [2, {d: e}],\n  f: \"g\"}\nh: {}", """{"a":{"b":1,"c":[2,{"d":"e"}],"f":"g"},"h":{}}""")]
    [InlineData("a: |\n  one\n   two\n\n  three\n\nb: 1", """{"a":"one\n two\n\nthree\n","b":1}""")]
    [InlineData("a: |-\n  one\n  two\nb: >\n  folded\n  line\n\n  next\n    kept\n  end\n", """{"a":"one\ntwo","b":"folded line\nnext\n  kept\nend\n"}""")]
    [InlineData("a: |+\n  one\n\n\nb: >-\n  x\n  y", """{"a":"one\n\n\n","b":"x y"}""")]
    [InlineData("- |\n  # no comment\n  key: no key\n- 2", """["# no comment\nkey: no key\n",2]""")]
    [InlineData("a: |\n  no break at the end", """{"a":"no break at the end"}""")]
    [InlineData("|2-\n   \n   x", "\" \\n x\"")]
    [InlineData("a: |\n     \n  x\n", """{"a":"\nx\n"}""")]
    [InlineData("a: several words\n  that go on\nb: 1", """{"a":"several words that go on","b":1}""")]
    [InlineData("a: \"begun here\n  ended there\"", """{"a":"begun here ended there"}""")]
    [InlineData("# head\n\na: 1 # one\n\n# middle\nb: x#y\n# end", """{"a":1,"b":"x#y"}""")]
    [InlineData("\"quoted key\": 1\n'other': 2\nkey with spaces: 3", """{"quoted key":1,"other":2,"key with spaces":3}""")]
    [InlineData("a: 1\r\nb:\r\n  - 2\r\n", """{"a":1,"b":[2]}""")]
    [InlineData("just text", "\"just text\"")]
    [InlineData("", "null")]
    [InlineData("a: -1\nb: -x\nc: ?q\nd: a, b\ne: it's", """{"a":-1,"b":"-x","c":"?q","d":"a, b","e":"it's"}""")]
    [InlineData("Here it is:\n\n```yaml\na: 1\nb:\n  - c\n```\n\nAnything else?", """{"a":1,"b":["c"]}""")]
    public void Parse_Yaml_GivesItsValue(string yaml, string json)
    {
        var value = Parse.Yaml<JsonElement>().Parse(yaml);

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), value), $"Got {value}.");
    }

    [Theory]
    [InlineData("a: &x 1", "Line 1, column 4: An anchor ('&') is not supported. If it is meant as text, put it in quotes.")]
    [InlineData("a: 1\nb: *x", "Line 2, column 4: An alias ('*') is not supported. If it is meant as text, put it in quotes.")]
    [InlineData("a: !!str 1", "Line 1, column 4: A tag ('!') is not supported. If it is meant as text, put it in quotes.")]
    [InlineData("? a\n: b", "Line 1, column 1: A complex key ('?') is not supported. If it is meant as text, put it in quotes.")]
    [InlineData("%YAML 1.2\n---\na: 1", "Line 1, column 1: A directive ('%') is not supported. Leave it out.")]
    [InlineData("a: , b", "Line 1, column 4: Text that begins with ',' is not supported. If it is meant as text, put it in quotes.")]
    [InlineData("a: 1\n---\nb: 2", "Line 2, column 1: A second document begins here; only one is read. Leave the '---' out.")]
    [InlineData("a: 1\na: 2", "Line 2, column 1: The key 'a' stands here a second time.")]
    [InlineData("a:\n\tb: 1", "Line 2, column 1: A tab cannot indent. Use spaces.")]
    [InlineData("a:\n    b: 1\n  c: 2", "Line 3, column 3: This stands further right than the 0 spaces of the lines that it follows. Align it with them, or put a longer text in quotes.")]
    [InlineData("a: 1\n  b: 2", "Line 2, column 3: A key stands below a value that is text. Align it with the keys above, or put the text in quotes.")]
    [InlineData("a: 1\nb", "Line 2, column 1: A key followed by ': ' must stand here, as on the lines above.")]
    [InlineData("a: \"open", "Line 1, column 4: The text that begins here has no closing \".")]
    [InlineData("a: \"A\" and B", "Line 1, column 8: Nothing but a comment may follow the closing quote on its line.")]
    [InlineData("a: [1, 2", "Line 1, column 4: What begins here has no closing ']'.")]
    [InlineData("a: [1 2}", "Line 1, column 8: ',' or ']' must stand here, for the bracket of line 1, column 4.")]
    [InlineData("a: {b c}", "Line 1, column 8: A ':' must follow the key 'b c'.")]
    [InlineData("a: \"\\q\"", "Line 1, column 6: '\\q' is no escape. Write a backslash as '\\\\', or use single quotes.")]
    [InlineData("a: - b", "Line 1, column 4: A sequence must begin on a line of its own.")]
    [InlineData("a: | text", "Line 1, column 6: The text of a block string begins on the line below. Put a text of one line in quotes.")]
    [InlineData("- a\nb: 1", "Line 2, column 1: This does not belong to what stands above it. Check the indentation.")]
    public void Parse_NotReadable_SaysWhereAndWhy(string yaml, string problem)
    {
        var error = Assert.Throws<OutputParserException>(() => Parse.Yaml<JsonElement>().Parse(yaml));

        Assert.Equal("The answer is not YAML that can be read. " + problem, error.ModelMessage);
    }

    [Fact]
    public void Parse_NestedTooDeeply_IsRefused()
    {
        var yaml = string.Concat(Enumerable.Repeat("- ", 100_000)) + "x";

        var error = Assert.Throws<OutputParserException>(() => Parse.Yaml<JsonElement>().Parse(yaml));

        Assert.Contains("More than 64 collections lie inside one another.", error.ModelMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ValueBreaksTheSchema_SaysWhatTheSchemaAsksFor()
    {
        var error = Assert.Throws<OutputParserException>(() => Parse.Yaml<Invoice>().Parse("number: A1\ntotal: much"));

        Assert.Contains(error.Errors, e => e.Contains("total", StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_ListOfRecords_GivesThem()
    {
        var invoices = Parse.Yaml<List<Invoice>>().Parse("- number: A1\n  total: 12.50\n- number: 7\n  total: '3'\n  lines:\n    - text: pen");

        Assert.Equal([("A1", 12.50m), ("7", 3m)], invoices.Select(i => (i.Number, i.Total)));
    }
}
