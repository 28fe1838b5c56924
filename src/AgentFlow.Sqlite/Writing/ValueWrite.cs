using AgentFlow.Sqlite.Driver;

namespace AgentFlow.Sqlite.Writing;

/// <summary>A value, as the file has it, that a tool wants to keep, or the end of one.</summary>
internal sealed class ValueWrite(string scope, string key, string? value) : Write
{
    protected override Exception? TryApply(Database database)
    {
        if (value is null)
        {
            database.Prepare("DELETE FROM kv WHERE scope = ?1 AND key = ?2").Bind(1, scope).Bind(2, key).Execute();
        }
        else
        {
            database.Prepare("INSERT INTO kv(scope, key, value) VALUES(?1, ?2, ?3) ON CONFLICT(scope, key) DO UPDATE SET value = excluded.value")
                .Bind(1, scope).Bind(2, key).Bind(3, value).Execute();
        }
        return null;
    }
}
