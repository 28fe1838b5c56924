using Microsoft.Data.Sqlite;

namespace AgentFlow.Sqlite.Tests;

/// <summary>Another program that has the journal's file open, through a driver of its own.</summary>
internal sealed class Outside : IDisposable
{
    private readonly SqliteConnection _connection;

    public Outside(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
    }

    public void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public T Get<T>(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return (T)command.ExecuteScalar()!;
    }

    public void Dispose() => _connection.Dispose();
}
