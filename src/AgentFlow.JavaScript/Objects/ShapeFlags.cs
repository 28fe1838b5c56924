namespace AgentFlow.JavaScript.Objects;

/// <summary>What is true of all objects of a shape.</summary>
[Flags]
internal enum ShapeFlags : byte
{
    None = 0,

    /// <summary>[[Extensible]] is false.</summary>
    NotExtensible = 1,

    /// <summary>The shape belongs to one object and its table is changed in place.</summary>
    Dictionary = 2,

    /// <summary>The one object of this shape is an intrinsic that all machines of the process share; it never changes.</summary>
    Shared = 4,
}
