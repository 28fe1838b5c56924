using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Packing;
using AgentFlow.Sqlite.Sealing;

namespace AgentFlow.Sqlite.Writing;

/// <summary>Packs the rows that an ended run still has.</summary>
internal sealed class RunPack(string runId, RowText rows) : Write
{
    protected override Exception? TryApply(Database database)
    {
        using var find = database.Prepare("SELECT id FROM runs WHERE run_id = ?1 AND status = 'Completed'").Bind(1, runId);
        // Deleted meanwhile, by a neighbour in the transaction or by another process.
        if (find.Step())
            EventPacking.Prepare(database, (runId, rows)).Apply(database, find.GetInt64(0));
        return null;
    }
}
