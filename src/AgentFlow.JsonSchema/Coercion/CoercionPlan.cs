using System.Text.Json;

namespace AgentFlow.JsonSchema.Coercion;

/// <summary>What of a schema matters for coercion, ready for use.</summary>
internal sealed class CoercionPlan
{
    /// <summary>The plan of a schema that says nothing.</summary>
    public static CoercionPlan Open { get; } = new();

    public ValueTypes Types { get; set; }

    /// <summary>Whether no value fits: the schema is <c>false</c>.</summary>
    public bool IsNever { get; set; }

    public JsonElement[]? Allowed { get; set; }

    public TextFormat Format { get; set; }

    public PropertyPlan[] Properties { get; set; } = [];

    public bool HasPatterns { get; set; }

    /// <summary>Whether other properties than the declared ones are not allowed.</summary>
    public bool IsClosed { get; set; }

    public CoercionPlan? OtherProperties { get; set; }

    public CoercionPlan[] FirstItems { get; set; } = [];

    public CoercionPlan? Items { get; set; }

    public CoercionPlan[] AllOf { get; set; } = [];

    /// <summary>The branches of <c>anyOf</c> and of <c>oneOf</c>.</summary>
    public CoercionPlan[][] Choices { get; set; } = [];

    public bool AllowsNull(int depth = 0)
    {
        if (depth > CoercionRun.DeepestInPlace || IsNever)
            return false;
        if (Types != 0 && !Types.Has(ValueTypes.Null))
            return false;
        if (Allowed is not null && !Array.Exists(Allowed, static value => value.ValueKind == JsonValueKind.Null))
            return false;
        foreach (var part in AllOf)
        {
            if (!part.AllowsNull(depth + 1))
                return false;
        }
        foreach (var branches in Choices)
        {
            if (!AnyAllowsNull(branches, depth + 1))
                return false;
        }
        return true;
    }

    private static bool AnyAllowsNull(CoercionPlan[] branches, int depth)
    {
        foreach (var branch in branches)
        {
            if (branch.AllowsNull(depth))
                return true;
        }
        return false;
    }
}
