using System.Text.Json.Nodes;
using AgentFlow.Sqlite.Questions;
using AgentFlow.Tools;

namespace AgentFlow.Sqlite;

/// <summary>
/// A SQLite file that a stranger's statements may ask and not change: a single SELECT at a time, on a connection that can do nothing else, within limits. Its
/// <see cref="QueryAsync"/> can be given to sandboxed tools as a database. Each question has a connection of its own, so any number may be asked at once.
/// </summary>
public sealed class ReadOnlyDatabase
{
    private readonly string _path;
    private readonly ReadOnlyDatabaseOptions _options;
    private readonly TimeProvider _time;

    /// <summary>A database that exists; its file is opened by each question.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What may be read; the defaults where it is left out.</param>
    /// <param name="timeProvider">The clock of the time limit; the system's where it is left out.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public ReadOnlyDatabase(string path, ReadOnlyDatabaseOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
        _options = (options ?? new()).ValidCopy();
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>
    /// Runs a SELECT. The result is <c>{ "columns": [names], "rows": [{ name: value }], "truncated": bool }</c>; a whole number that JSON cannot carry exactly is a text,
    /// and of a blob only the length is given.
    /// </summary>
    /// <param name="statement">The statement, of at most 20,000 bytes.</param>
    /// <param name="parameters">Values for its parameters, in order: texts, numbers, true, false (as 1 and 0) and null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ToolException">It is none that may run, or SQLite has an objection, or it took too long; the message is for whoever wrote it.</exception>
    public async ValueTask<JsonNode?> QueryAsync(string statement, IReadOnlyList<JsonNode?> parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(parameters);
        // SQLite reads as it computes, on whatever thread it is called.
        return await Task.Run(() => Query(statement, parameters, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private JsonObject Query(string statement, IReadOnlyList<JsonNode?> parameters, CancellationToken cancellationToken)
    {
        try
        {
            using var database = QuestionDatabase.Open(_path, new SqlQuestionOptions { Tables = _options.Tables, MaxRows = _options.MaxRows, Timeout = _options.Timeout, MaxSchemaLength = int.MaxValue });
            return database.ReadJson(statement, parameters, _options.MaxLength, _time, cancellationToken);
        }
        catch (SqlRefusedException refused)
        {
            throw new ToolException($"The statement was not run: {refused.Message}", refused);
        }
    }
}
