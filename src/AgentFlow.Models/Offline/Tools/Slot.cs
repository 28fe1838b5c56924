namespace AgentFlow.Models.Offline.Tools;

/// <summary>What a text parameter is about, as far as its name and description tell.</summary>
internal enum Slot
{
    Any,
    Url,
    Email,
    Path,
    Date,
    Time,
    Unit,
    Place,
    Person,
    Expression,
    FreeText,
    Query,
    Code,
}
