using AgentFlow.Chains;
using AgentFlow.Sqlite.Questions;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite;

/// <summary>
/// Makes chains that answer questions out of a SQLite database: a model is shown the schema and writes a statement, SQLite runs it, the model puts the
/// rows into words.
/// </summary>
/// <remarks>
/// What a statement can do is decided by SQLite, not by looking at its text: the connection is read-only, an authorizer allows reading and nothing else
/// (no PRAGMA, no ATTACH, no file, no extension), exactly one statement that gives rows is run, and rows, time and sizes have limits. Whoever may ask
/// can read every table that the chain may read: name those in <see cref="SqlQuestionOptions.Tables"/> or give it a copy of the data.
/// </remarks>
public static class SqlQuestionChain
{
    /// <summary>
    /// A chain from a question to its answer. A statement that SQLite refuses, or that takes too long, goes back to the model with the reason. Streamed,
    /// the answer shows as it comes.
    /// </summary>
    /// <param name="model">Who writes the statement and the answer; stays the caller's.</param>
    /// <param name="path">The database's file. It is opened for each question and never written to.</param>
    /// <param name="options">What it may read and cost, and the texts; copied. Null: the defaults.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public static Chain<string, SqlAnswer> Create(IChatClient model, string path, SqlQuestionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new SqlQuestionStep(model, path, (options ?? new()).ValidCopy());
    }
}
