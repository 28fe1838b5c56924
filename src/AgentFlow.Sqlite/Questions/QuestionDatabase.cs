using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SQLitePCL;

namespace AgentFlow.Sqlite.Questions;

/// <summary>A read-only connection on which a stranger's statements may run: one at a time, reading only, within limits.</summary>
internal sealed class QuestionDatabase : IDisposable
{
    /// <summary>No text or blob may be larger, on the way or in a cell: some functions take quadratic time, and cannot be stopped inside.</summary>
    private const int MaxValueLength = 250_000;

    private const int MaxStatementLength = 20_000;
    private const int MaxColumns = 100;
    private const int MaxCellLength = 500;
    private const int MaxResultLength = 50_000;

    /// <summary>How many steps of SQLite's machine pass between two looks at the clock.</summary>
    private const int StepsBetweenLooks = 10;

    private readonly SqlQuestionOptions _options;
    private readonly sqlite3 _handle;
    private readonly ReadingAuthorizer _authorizer;

    private QuestionDatabase(sqlite3 handle, SqlQuestionOptions options)
    {
        _handle = handle;
        _options = options;
        _authorizer = new ReadingAuthorizer(options.Tables);
    }

    /// <summary>The statements that made the tables and views that may be read.</summary>
    public string Schema { get; private set; } = string.Empty;

    public static QuestionDatabase Open(string path, SqlQuestionOptions options)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no database '{path}'. A chain that answers questions opens one that exists; it makes none.", path);
        Batteries_V2.Init();
        var code = raw.sqlite3_open_v2(path, out var handle, raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new QuestionDatabase(handle, options);
        try
        {
            database.ThrowIfFailed(code, path);
            raw.sqlite3_busy_timeout(handle, (int)Math.Max(1, options.Timeout.TotalMilliseconds));
            database.Schema = database.ReadSchema(path);
            database.Learn(path);
            database.Confine();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Runs one statement and returns its rows.</summary>
    /// <exception cref="SqlRefusedException">It is none that may run, or SQLite has an objection, or it took too long.</exception>
    public SqlResult Read(string sql, TimeProvider time, CancellationToken cancellationToken) => Run(sql, [], time, ReadRows, cancellationToken);

    /// <summary>Runs one statement with values for its parameters and returns its rows as JSON, cut after the row that passes the limit of characters.</summary>
    /// <exception cref="SqlRefusedException">It is none that may run, or SQLite has an objection, or it took too long.</exception>
    public JsonObject ReadJson(string sql, IReadOnlyList<JsonNode?> parameters, int maxLength, TimeProvider time, CancellationToken cancellationToken) =>
        Run(sql, parameters, time, statement => ReadObjects(statement, maxLength), cancellationToken);

    private T Run<T>(string sql, IReadOnlyList<JsonNode?> parameters, TimeProvider time, Func<sqlite3_stmt, T> read, CancellationToken cancellationToken)
    {
        using var statement = Prepare(sql, parameters.Count);
        JsonRows.Bind(statement, parameters);
        var began = time.GetTimestamp();
        var isLate = false;
        raw.sqlite3_progress_handler(_handle, StepsBetweenLooks, _ =>
        {
            isLate = time.GetElapsedTime(began) > _options.Timeout;
            return isLate || cancellationToken.IsCancellationRequested ? 1 : 0;
        }, null);
        try
        {
            return read(statement);
        }
        catch (SqlRefusedException) when (cancellationToken.IsCancellationRequested || isLate)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new SqlRefusedException($"it was stopped after {_options.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds. Ask for less, or join the tables on their keys.");
        }
        finally
        {
            raw.sqlite3_progress_handler(_handle, 0, null, null);
        }
    }

    public void Dispose() => _handle.Dispose();

    private string ReadSchema(string path)
    {
        ThrowIfFailed(raw.sqlite3_prepare_v2(_handle, "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view') AND sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name", out var statement), path);
        using (statement)
        {
            var schema = new StringBuilder();
            HashSet<string> missing = new(_options.Tables ?? [], StringComparer.OrdinalIgnoreCase);
            int code;
            while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            {
                var name = raw.sqlite3_column_text(statement, 0).utf8_to_string();
                missing.Remove(name);
                if (_options.Tables?.Contains(name, StringComparer.OrdinalIgnoreCase) ?? true)
                    schema.Append(raw.sqlite3_column_text(statement, 1).utf8_to_string()).Append(";\n");
            }
            if (code != raw.SQLITE_DONE)
                ThrowIfFailed(code, path);
            if (missing.Count > 0)
                throw new InvalidOperationException($"Database '{path}' has no table or view '{string.Join("', '", missing)}'. Correct {nameof(SqlQuestionOptions.Tables)}.");
            if (schema.Length > _options.MaxSchemaLength)
                throw new InvalidOperationException($"The schema of database '{path}' has {schema.Length} characters, and the model is shown {_options.MaxSchemaLength} at most. Name the tables that matter in {nameof(SqlQuestionOptions.Tables)}, or raise {nameof(SqlQuestionOptions.MaxSchemaLength)}.");
            return schema.ToString();
        }
    }

    /// <summary>What has to be compiled before the connection is confined: the views that may be read, and tables that are functions.</summary>
    private void Learn(string path)
    {
        raw.sqlite3_set_authorizer(_handle, (strdelegate_authorizer)_authorizer.NoteView, null);
        foreach (var table in _options.Tables ?? [])
        {
            ThrowIfFailed(raw.sqlite3_prepare_v2(_handle, $"SELECT * FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", out var view), path);
            view.Dispose();
        }
        raw.sqlite3_set_authorizer(_handle, (strdelegate_authorizer?)null, null);
        // A build without JSON has none of these; then no statement can use them either.
        if (raw.sqlite3_prepare_v2(_handle, "SELECT 1 FROM json_each('[]'), json_tree('[]')", out var json) == raw.SQLITE_OK)
            json.Dispose();
    }

    /// <summary>From here on the connection reads what it may and does nothing else.</summary>
    private void Confine()
    {
        raw.sqlite3_enable_load_extension(_handle, 0);
        raw.sqlite3_db_config(_handle, raw.SQLITE_DBCONFIG_DEFENSIVE, 1, out _);
        raw.sqlite3_db_config(_handle, raw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, out _);
        raw.sqlite3_limit(_handle, raw.SQLITE_LIMIT_LENGTH, MaxValueLength);
        raw.sqlite3_limit(_handle, raw.SQLITE_LIMIT_SQL_LENGTH, MaxStatementLength);
        raw.sqlite3_limit(_handle, raw.SQLITE_LIMIT_EXPR_DEPTH, 200);
        raw.sqlite3_limit(_handle, raw.SQLITE_LIMIT_COMPOUND_SELECT, 50);
        raw.sqlite3_limit(_handle, raw.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200);
        raw.sqlite3_limit(_handle, raw.SQLITE_LIMIT_ATTACHED, 0);
        raw.sqlite3_limit(_handle, raw.SQLITE_LIMIT_WORKER_THREADS, 0);
        raw.sqlite3_set_authorizer(_handle, (strdelegate_authorizer)_authorizer.Authorize, null);
    }

    private sqlite3_stmt Prepare(string sql, int values)
    {
        if (sql.Contains('\0', StringComparison.Ordinal))
            throw new SqlRefusedException("it has a NUL character in it.");
        _authorizer.ReadsThroughView = false;
        ReadOnlySpan<byte> text = Encoding.UTF8.GetBytes(sql);
        // SQLite refuses it too, but then leaves the driver without an end of the statement.
        if (text.Length > MaxStatementLength)
            throw new SqlRefusedException($"it is longer than {MaxStatementLength} bytes.");
        var statement = PrepareNext(text, out var tail);
        try
        {
            while (!tail.IsEmpty)
            {
                using var second = PrepareNext(tail, out tail);
                if (!second.IsInvalid)
                    throw new SqlRefusedException("it is more than one statement.");
            }
            if (statement.IsInvalid)
                throw new SqlRefusedException("there is no statement in it.");
            if (raw.sqlite3_stmt_readonly(statement) == 0 || raw.sqlite3_stmt_isexplain(statement) != 0 || raw.sqlite3_column_count(statement) == 0)
                throw new SqlRefusedException("it is not a SELECT.");
            if (_authorizer.ReadsThroughView && sql.Contains("with", StringComparison.OrdinalIgnoreCase))
                throw new SqlRefusedException("it reads a view and has WITH in it. Use subqueries.");
            if (raw.sqlite3_bind_parameter_count(statement) is var parameters && parameters != values)
            {
                throw new SqlRefusedException(values == 0
                    ? "it has parameters, for which there are no values. Write the values into it."
                    : $"it has {parameters} parameters, and there are {values} values.");
            }
            if (raw.sqlite3_column_count(statement) > MaxColumns)
                throw new SqlRefusedException($"it gives more than {MaxColumns} columns. Name those that are needed.");
            return statement;
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    private sqlite3_stmt PrepareNext(ReadOnlySpan<byte> sql, out ReadOnlySpan<byte> tail)
    {
        _authorizer.Refusal = null;
        var code = raw.sqlite3_prepare_v3(_handle, sql, 0, out var statement, out tail);
        if (code == raw.SQLITE_OK)
            return statement;
        statement?.Dispose();
        throw Refused();
    }

    private SqlResult ReadRows(sqlite3_stmt statement)
    {
        var columns = Enumerable.Range(0, raw.sqlite3_column_count(statement)).Select(i => raw.sqlite3_column_name(statement, i).utf8_to_string()).ToList();
        List<IReadOnlyList<string?>> rows = [];
        var length = 0;
        while (true)
        {
            var code = raw.sqlite3_step(statement);
            if (code == raw.SQLITE_DONE)
                return new() { Columns = columns, Rows = rows };
            if (code != raw.SQLITE_ROW)
                throw Refused();
            if (rows.Count == _options.MaxRows || length > MaxResultLength)
                return new() { Columns = columns, Rows = rows, IsCut = true };
            string?[] row = [.. columns.Select((_, i) => Cell(statement, i))];
            length += row.Sum(c => c?.Length ?? 0);
            rows.Add(row);
        }
    }

    private JsonObject ReadObjects(sqlite3_stmt statement, int maxLength)
    {
        var columns = Enumerable.Range(0, raw.sqlite3_column_count(statement)).Select(i => raw.sqlite3_column_name(statement, i).utf8_to_string()).ToList();
        if (columns.GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new SqlRefusedException($"it gives two columns with the name '{twice.Key}'. Name them apart with AS.");
        var rows = new JsonArray();
        var length = 0;
        var isCut = false;
        while (raw.sqlite3_step(statement) is var code && code != raw.SQLITE_DONE)
        {
            if (code != raw.SQLITE_ROW)
                throw Refused();
            isCut = rows.Count == _options.MaxRows || length > maxLength;
            if (isCut)
                break;
            var row = new JsonObject();
            for (var i = 0; i < columns.Count; i++)
            {
                (row[columns[i]], var characters) = JsonRows.Cell(statement, i);
                length += characters + columns[i].Length;
            }
            rows.Add((JsonNode)row);
        }
        return new JsonObject { ["columns"] = new JsonArray([.. columns.Select(c => (JsonNode)c)]), ["rows"] = rows, ["truncated"] = isCut };
    }

    private static string? Cell(sqlite3_stmt statement, int column)
    {
        var text = raw.sqlite3_column_type(statement, column) switch
        {
            raw.SQLITE_NULL => null,
            raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, column).ToString(CultureInfo.InvariantCulture),
            raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column).ToString(CultureInfo.InvariantCulture),
            raw.SQLITE_BLOB => $"({raw.sqlite3_column_bytes(statement, column)} bytes)",
            _ => Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column)),
        };
        return text?.Length > MaxCellLength ? string.Concat(text.AsSpan(0, MaxCellLength), "...") : text;
    }

    private SqlRefusedException Refused() => new(_authorizer.Refusal ?? $"SQLite says: {raw.sqlite3_errmsg(_handle).utf8_to_string()}.");

    private void ThrowIfFailed(int code, string path)
    {
        if (code != raw.SQLITE_OK)
            throw new InvalidOperationException($"Database '{path}' cannot be read. SQLite says: {raw.sqlite3_errmsg(_handle).utf8_to_string()} (code {raw.sqlite3_extended_errcode(_handle)}).");
    }
}
