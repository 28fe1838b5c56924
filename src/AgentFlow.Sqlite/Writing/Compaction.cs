using AgentFlow.Sqlite.Driver;

namespace AgentFlow.Sqlite.Writing;

/// <summary>Makes the file as small as it can be without deleting anything: packs what ended runs still have in rows, then rebuilds the file.</summary>
internal static class Compaction
{
    public static async Task<CompactResult> RunAsync(JournalFile file, IProgress<CompactProgress>? progress, CancellationToken cancellationToken)
    {
        var before = file.Read(0, Size);
        var runs = file.Read(0, FindRuns);
        for (var i = 0; i < runs.Count; i++)
        {
            progress?.Report(new CompactProgress { Packed = i, Total = runs.Count });
            await file.WriteAsync(new RunPack(runs[i], file.Rows), cancellationToken).ConfigureAwait(false);
        }
        progress?.Report(new CompactProgress { Packed = runs.Count, Total = runs.Count });
        await file.WriteAsync(new Rebuild(), cancellationToken).ConfigureAwait(false);
        return new CompactResult { Runs = runs.Count, BytesBefore = before, BytesAfter = file.Read(0, Size) };
    }

    private static List<string> FindRuns(Database database, int _)
    {
        var runs = new List<string>();
        using var rows = database.Prepare("SELECT run_id FROM runs WHERE status = 'Completed' AND (SELECT count(*) FROM events WHERE run = runs.id) > 1 ORDER BY id");
        while (rows.Step())
            runs.Add(rows.GetString(0));
        return runs;
    }

    private static long Size(Database database, int _) => database.GetNumber("PRAGMA page_count") * database.GetNumber("PRAGMA page_size");
}
