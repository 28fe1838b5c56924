using System.Runtime.CompilerServices;
using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Sealing;
using AgentFlow.Sqlite.Writing;
using AgentFlow.Tools;

namespace AgentFlow.Sqlite.Reading;

/// <summary>What tools remember, in the journal's file.</summary>
internal sealed class SqliteKeyValueStore : IKeyValueStore
{
    private readonly JournalFile _file;

    public SqliteKeyValueStore(JournalFile file) => _file = file;

    public ValueTask<string?> GetAsync(string scope, string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_file.Read((scope, key, _file.Rows), ReadValue));
    }

    public async ValueTask SetAsync(string scope, string key, string? value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(key);
        var text = value is null ? null : _file.Rows.WriteValue(value, scope, key);
        await _file.WriteAsync(new ValueWrite(scope, key, text), cancellationToken).ConfigureAwait(false);
    }

    public IAsyncEnumerable<KeyValuePair<string, string>> ListAsync(string scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return ListCoreAsync(scope, cancellationToken);
    }

    private async IAsyncEnumerable<KeyValuePair<string, string>> ListCoreAsync(string scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var pair in _file.Read((scope, _file.Rows), ReadScope))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return pair;
        }
    }

    private static string? ReadValue(Database database, (string Scope, string Key, RowText Rows) asked)
    {
        using var row = database.Prepare("SELECT value FROM kv WHERE scope = ?1 AND key = ?2").Bind(1, asked.Scope).Bind(2, asked.Key);
        return row.Step() ? asked.Rows.ReadValue(row.GetUtf8(0), asked.Scope, asked.Key) : null;
    }

    private static List<KeyValuePair<string, string>> ReadScope(Database database, (string Scope, RowText Rows) asked)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        using (var rows = database.Prepare("SELECT key, value FROM kv WHERE scope = ?1").Bind(1, asked.Scope))
        {
            while (rows.Step())
            {
                var key = rows.GetString(0);
                pairs.Add(new(key, asked.Rows.ReadValue(rows.GetUtf8(1), asked.Scope, key)));
            }
        }
        // Here and not in SQL, which orders UTF-8 by its bytes: not what .NET calls ordinal.
        pairs.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return pairs;
    }
}
