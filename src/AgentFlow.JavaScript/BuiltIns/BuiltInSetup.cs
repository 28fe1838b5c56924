using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns;

/// <summary>Fills a realm: one call per built-in object, in an order in which each finds what it needs.</summary>
internal static class BuiltInSetup
{
    public static void Install(RealmBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }
}
