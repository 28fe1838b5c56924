using System.Text.Json.Nodes;

namespace AgentFlow.Models.Offline.Tools;

/// <summary>One parameter of a tool, or one property of an object parameter, with its words ready for comparison.</summary>
internal sealed record ParameterDescriptor
{
    public required string Name { get; init; }

    public required ParameterType Type { get; init; }

    public string Description { get; init; } = "";

    public bool IsRequired { get; init; }

    public bool IsNullable { get; init; }

    /// <summary>The topic stems of the name: "initial_velocity" gives initi, veloc.</summary>
    public required IReadOnlyList<string> NameStems { get; init; }

    /// <summary>The topic stems of the description.</summary>
    public required IReadOnlySet<string> DescriptionStems { get; init; }

    /// <summary>The only values that the schema allows, empty when it allows any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Values that the description names in quotation marks or as examples.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    public JsonNode? Default { get; init; }

    /// <summary>The parameter that the elements of an array follow.</summary>
    public ParameterDescriptor? Item { get; init; }

    public IReadOnlyList<ParameterDescriptor> Properties { get; init; } = [];

    public required Slot Slot { get; init; }

    /// <summary>Whether the description offers the word "today" as a value.</summary>
    public bool AcceptsToday { get; init; }

    public bool IsNumeric => Type is ParameterType.Integer or ParameterType.Number;

    public bool IsText => Type == ParameterType.Text;
}
