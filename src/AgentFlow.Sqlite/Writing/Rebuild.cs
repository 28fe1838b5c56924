using AgentFlow.Sqlite.Driver;

namespace AgentFlow.Sqlite.Writing;

/// <summary>Deletes instructions that no run has any more, then writes the whole file anew without its free pages.</summary>
internal sealed class Rebuild : Write
{
    public override bool LeavesNoTrace => true;

    public override bool Rebuilds => true;

    protected override Exception? TryApply(Database database)
    {
        database.Run("DELETE FROM contents WHERE NOT EXISTS (SELECT 1 FROM events WHERE content = contents.id) AND NOT EXISTS (SELECT 1 FROM packs WHERE content = contents.id)");
        return null;
    }
}
