using SQLitePCL;

namespace AgentFlow.Sqlite;

/// <summary>The journal's file could not be opened, read or written. Nothing of the append that failed was written.</summary>
public class SqliteJournalException : IOException
{
    internal SqliteJournalException(string message, string path, int errorCode)
        : base(message)
    {
        Path = path;
        ErrorCode = errorCode;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>SQLite's extended result code (its lowest byte is the plain code: 5 busy, 13 full, 26 not a database); 0 when SQLite itself had no objection.</summary>
    public int ErrorCode { get; }

    internal static SqliteJournalException FromCode(string path, int code, string detail)
    {
        var what = (code & 0xff) switch
        {
            raw.SQLITE_CANTOPEN => $"Journal '{path}' cannot be opened. Its directory must exist, and this process must be allowed to write there.",
            raw.SQLITE_NOTADB => $"File '{path}' is not a SQLite database. Give the journal a file of its own; a new one is made when there is none.",
            raw.SQLITE_READONLY => $"Journal '{path}' is read-only. This process must be allowed to write to the file and to its directory.",
            raw.SQLITE_BUSY => $"Journal '{path}' was locked by another writer for longer than {nameof(SqliteJournalOptions.BusyTimeout)} allows. Look for a process that holds a transaction open, or raise the timeout.",
            raw.SQLITE_FULL => $"Journal '{path}' could not be written: the disk is full. Free some space; the journal goes on by itself.",
            raw.SQLITE_CORRUPT => $"Journal '{path}' is damaged. Restore it from a backup, together with its -wal file or without any.",
            _ => $"Journal '{path}' could not be read or written.",
        };
        return new SqliteJournalException($"{what} SQLite says: {detail} (code {code}).", path, code);
    }
}
