using System.Buffers;
using System.Text;
using SQLitePCL;

namespace AgentFlow.Sqlite.Driver;

/// <summary>
/// A prepared statement that its <see cref="Database"/> keeps for the next use. Parameters count from 1, columns from 0. Disposing of it
/// only rewinds it.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly Database _database;
    private readonly sqlite3_stmt _handle;

    public Statement(Database database, sqlite3_stmt handle)
    {
        _database = database;
        _handle = handle;
    }

    public Statement Bind(int parameter, long value)
    {
        _database.Check(raw.sqlite3_bind_int64(_handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, long? value)
    {
        _database.Check(value is { } number ? raw.sqlite3_bind_int64(_handle, parameter, number) : raw.sqlite3_bind_null(_handle, parameter));
        return this;
    }

    public Statement Bind(int parameter, string? value)
    {
        if (value is null)
        {
            _database.Check(raw.sqlite3_bind_null(_handle, parameter));
            return this;
        }
        // Not the driver's own overload for strings, which ends them at the first NUL.
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        Bind(parameter, buffer.AsSpan(0, Encoding.UTF8.GetBytes(value, buffer)));
        ArrayPool<byte>.Shared.Return(buffer);
        return this;
    }

    /// <summary>Binds UTF-8 as text.</summary>
    public Statement Bind(int parameter, ReadOnlySpan<byte> utf8)
    {
        // The driver takes an empty span for null.
        _database.Check(utf8.IsEmpty
            ? raw.sqlite3_bind_text(_handle, parameter, utf8z.FromString(string.Empty))
            : raw.sqlite3_bind_text(_handle, parameter, utf8));
        return this;
    }

    /// <summary>Binds bytes that are no text; never empty here.</summary>
    public Statement BindBlob(int parameter, ReadOnlySpan<byte> bytes)
    {
        _database.Check(raw.sqlite3_bind_blob(_handle, parameter, bytes));
        return this;
    }

    /// <summary>Goes to the next row; false behind the last one. Waits while another connection has the file locked.</summary>
    public bool Step()
    {
        var wait = _database.NewWait();
        while (true)
        {
            var code = raw.sqlite3_step(_handle);
            if (code == raw.SQLITE_ROW)
                return true;
            if (code == raw.SQLITE_DONE)
                return false;
            if (!wait.IsWorthAnotherTry(code))
                throw _database.CreateError();
        }
    }

    /// <summary>Runs a statement that gives no rows, and rewinds it.</summary>
    public void Execute()
    {
        try
        {
            Step();
        }
        finally
        {
            Dispose();
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    public long GetInt64(int column) => raw.sqlite3_column_int64(_handle, column);

    public double GetDouble(int column) => raw.sqlite3_column_double(_handle, column);

    /// <summary>The bytes of a text, valid until the next step.</summary>
    public ReadOnlySpan<byte> GetUtf8(int column) => raw.sqlite3_column_blob(_handle, column);

    public string GetString(int column) => Encoding.UTF8.GetString(GetUtf8(column));

    public string? GetStringOrNull(int column) => IsNull(column) ? null : GetString(column);

    // The code that a rewind returns is that of the last step, which has been reported.
    public void Dispose() => raw.sqlite3_reset(_handle);

    public void Close() => _handle.Dispose();
}
