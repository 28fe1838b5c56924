namespace AgentFlow.JavaScript.Objects;

/// <summary>What every machine of the process knows about one built-in function: its code and the name by which a snapshot refers to it.
/// Function objects point here and never at a delegate, so the heap stays data. Entries are made once, in static fields or by the realm.</summary>
internal sealed class NativeEntry
{
    /// <param name="id">The unique, stable id, such as "Array.prototype.push".</param>
    /// <param name="name">The <c>name</c> property.</param>
    /// <param name="length">The <c>length</c> property.</param>
    /// <param name="code">A static method.</param>
    public NativeEntry(string id, string name, int length, NativeCode code)
    {
        Id = id;
        Name = name;
        Length = length;
        Code = code;
    }

    public string Id { get; }

    public string Name { get; }

    public int Length { get; }

    public NativeCode Code { get; }

    /// <summary>True where <c>new</c> is allowed.</summary>
    public bool IsConstructor { get; init; }

    /// <summary>An entry for a function that is not found by a name but made while another runs, such as the resolve function of a promise.</summary>
    public static NativeEntry Inner(string id, int length, NativeCode code) => new(id, "", length, code);
}
