using System.Text.Json;

namespace AgentFlow.JsonSchema.Coercion;

/// <summary>A change whose pointer still grows while the visit goes back up.</summary>
internal readonly record struct PendingChange(string Pointer, ArgumentChangeKind Kind, JsonElement? From, JsonElement? To)
{
    // Among the branches of a choice the one that loses nothing wins over one that drops a property.
    private const int CostOfDropping = 4;

    public int Cost => Kind switch
    {
        ArgumentChangeKind.DefaultFilled => 0,
        ArgumentChangeKind.PropertyDropped => CostOfDropping,
        _ => 1,
    };

    public ArgumentChange ToPublic() => new() { InstancePointer = Pointer, Kind = Kind, From = From, To = To };
}
