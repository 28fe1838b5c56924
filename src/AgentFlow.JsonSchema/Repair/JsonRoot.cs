namespace AgentFlow.JsonSchema.Repair;

/// <summary>What the caller knows about the value that a text should hold.</summary>
public enum JsonRoot
{
    /// <summary>Nothing: strict JSON of any kind is taken as it is, and several values in a row become an array.</summary>
    Anything,

    /// <summary>
    /// An object, such as the arguments of a tool call: other values are passed over, and JSON inside a string is taken
    /// out.
    /// </summary>
    AnObject,

    /// <summary>An array: several values in a row become one, and JSON inside a string is taken out.</summary>
    AnArray,
}
