namespace AgentFlow.Sqlite;

/// <summary>The key of <see cref="SqliteJournalOptions.EncryptionKey"/> does not fit the file: it is another one, or missing, or the file is not encrypted.</summary>
public sealed class SqliteKeyException : SqliteJournalException
{
    internal SqliteKeyException(string message, string path)
        : base(message, path, 0)
    {
    }
}
