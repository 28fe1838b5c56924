using System.Security.Cryptography;
using AgentFlow.Sqlite.Driver;

namespace AgentFlow.Sqlite.Sealing;

/// <summary>Finds out at opening whether key and file fit: a row of the file holds a word that only the right key can read.</summary>
internal static class FileKey
{
    private const string Place = "proof";

    private static readonly byte[] Word = "AgentFlow"u8.ToArray();

    /// <summary>The cipher of the file; null when it is not encrypted and need not be. A new file takes the key that it is given.</summary>
    /// <exception cref="SqliteKeyException">Key and file do not fit.</exception>
    public static Cipher? Fit(Database database, string path, byte[]? key)
    {
        var cipher = Check(database, path, key);
        if (cipher is not null || key is null)
            return cipher;
        // Another process may be about to do the same.
        database.Run("BEGIN IMMEDIATE");
        try
        {
            cipher = Check(database, path, key) ?? Begin(database, path, key);
            database.Run("COMMIT");
            return cipher;
        }
        catch
        {
            if (database.IsInTransaction)
                database.Run("ROLLBACK");
            throw;
        }
    }

    /// <summary>The cipher of an encrypted file, null for a plain one.</summary>
    private static Cipher? Check(Database database, string path, byte[]? key)
    {
        using var row = database.Prepare("SELECT salt, proof FROM sealing");
        if (!row.Step())
            return null;
        if (key is null)
            throw new SqliteKeyException($"Journal '{path}' is encrypted. Give its key in {nameof(SqliteJournalOptions)}.{nameof(SqliteJournalOptions.EncryptionKey)}.", path);
        var cipher = new Cipher(key, row.GetUtf8(0).ToArray());
        try
        {
            cipher.Open(row.GetUtf8(1), Place);
            return cipher;
        }
        catch (CryptographicException)
        {
            throw new SqliteKeyException($"Journal '{path}' is encrypted with another key than the one given. Nothing in it can be read without its own.", path);
        }
    }

    private static Cipher Begin(Database database, string path, byte[] key)
    {
        if (database.GetNumber("SELECT EXISTS(SELECT 1 FROM runs) + EXISTS(SELECT 1 FROM sessions) + EXISTS(SELECT 1 FROM kv)") > 0)
            throw new SqliteKeyException($"Journal '{path}' was begun without encryption and has something in it. Open it without a key; to encrypt its sessions, export them and import them into a new journal with a key.", path);
        var salt = RandomNumberGenerator.GetBytes(32);
        var cipher = new Cipher(key, salt);
        database.Prepare("INSERT INTO sealing(salt, proof) VALUES(?1, ?2)").BindBlob(1, salt).BindBlob(2, cipher.Seal(Word, Place)).Execute();
        return cipher;
    }
}
