using AgentFlow.Runs;

namespace AgentFlow.Sqlite.Driver;

/// <summary>How a row of the table of runs is read.</summary>
internal static class RunRows
{
    public const string Select = "SELECT id, run_id, agent, session_id, status, version, started_at, updated_at, parent FROM runs";

    public static long GetId(Statement row) => row.GetInt64(0);

    public static RunSummary GetSummary(Statement row) => new()
    {
        RunId = row.GetString(1),
        Agent = row.GetString(2),
        SessionId = row.GetStringOrNull(3),
        ParentRunId = row.GetStringOrNull(8),
        Status = Enum.Parse<RunStatus>(row.GetString(4)),
        Version = row.GetInt64(5),
        StartedAt = Ticks.ToTime(row.GetInt64(6)),
        UpdatedAt = Ticks.ToTime(row.GetInt64(7)),
    };
}
