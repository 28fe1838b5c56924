using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace AgentFlow.Tests.Output;

internal sealed record Invoice
{
    public required string Number { get; init; }

    [Range(0, 1_000_000)]
    public required decimal Total { get; init; }

    public Currency Currency { get; init; }

    public DateOnly? Due { get; init; }

    public List<Line> Lines { get; init; } = [];
}

internal sealed record Line(string Text, int Count = 1);

internal enum Currency
{
    Euro,
    Dollar,
    SwissFranc,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Invoice))]
[JsonSerializable(typeof(List<Invoice>))]
internal sealed partial class InvoiceJsonContext : JsonSerializerContext;
