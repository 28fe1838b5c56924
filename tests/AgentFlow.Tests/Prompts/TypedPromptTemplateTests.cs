using System.Buffers;
using System.Text;
using System.Text.Json.Serialization;
using AgentFlow.Prompts;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Prompts;

public sealed class TypedPromptTemplateTests
{
    private static readonly Order Sample = new("Ada", 3, 9.5m, new DateOnly(2026, 1, 2), Kind.Express, null);

    [Fact]
    public void Format_Record_WritesItsProperties()
    {
        var prompt = PromptTemplate.For<Order>("{Customer}: {count:D2} x {unit_price:F2} by {date:yyyy-MM-dd}, {kind}{note}");

        var text = prompt.Format(Sample);

        Assert.Equal("Ada: 03 x 9.50 by 2026-01-02, Express", text);
        var writer = new ArrayBufferWriter<byte>();
        prompt.Format(writer, Sample);
        Assert.Equal(text, Encoding.UTF8.GetString(writer.WrittenSpan));
    }

    [Fact]
    public void For_VariableWithoutProperty_ThrowsAtOnceWithAllOfThem()
    {
        var error = Assert.Throws<ArgumentException>(() => PromptTemplate.For<Order>("{custmer} {count} {total}"));

        Assert.Equal("Order has no property for these variables of the template: 'custmer' (did you mean 'Customer'?), 'total'. Its properties: Customer, Count, UnitPrice, Date, Kind, Note.", error.Message);
    }

    [Fact]
    public void Bind_PartialVariable_NeedsNoProperty() =>
        Assert.Equal("Ada today", PromptTemplate.Parse("{customer} {when}").Partial("when", () => "today").Bind<Order>().Format(Sample));

    [Fact]
    public void Format_StructInput_WritesItsProperties() =>
        Assert.Equal("1, 2", PromptTemplate.For<Point>("{x}, {y}").Format(new Point(1, 2)));

    [Fact]
    public void Format_ChatWithPlaceholder_TakesItsProperties()
    {
        var prompt = ChatPromptTemplate.For<Question>((ChatRole.System, "In {language}."), new MessagesPlaceholder("history") { IsOptional = true }, (ChatRole.User, "{text}"));

        var messages = prompt.Format(new Question("French", [new(ChatRole.User, "Hi")], "Why?"));

        Assert.Equal(["In French.", "Hi", "Why?"], messages.Select(m => m.Text));
    }

    [Fact]
    public void Bind_JsonMetadata_LetsMustacheLookIntoObjects()
    {
        var prompt = PromptTemplate.Parse("{{owner.name}}:{{#items}} {{count}} x {{what}};{{/items}}", PromptFormat.Mustache).Bind(PromptJsonContext.Default.Cart);

        Assert.Equal("Ada: 2 x <ink>; 1 x {{pen}};", prompt.Format(new Cart(new Person("Ada"), [new Item(2, "<ink>"), new Item(1, "{{pen}}")])));
        var error = Assert.Throws<ArgumentException>(() => PromptTemplate.Parse("{{item}}", PromptFormat.Mustache).Bind(PromptJsonContext.Default.Cart));
        Assert.Contains("'item' (did you mean 'items'?)", error.Message, StringComparison.Ordinal);
    }

    private sealed record Order(string Customer, int Count, decimal UnitPrice, DateOnly Date, Kind Kind, string? Note);

    private sealed record Question(string Language, IReadOnlyList<ChatMessage> History, string Text);

    private readonly record struct Point(int X, double Y);

    private enum Kind
    {
        Express,
    }

    internal sealed record Cart(Person Owner, IReadOnlyList<Item> Items);

    internal sealed record Person(string Name);

    internal sealed record Item(int Count, string What);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TypedPromptTemplateTests.Cart))]
internal sealed partial class PromptJsonContext : JsonSerializerContext;
