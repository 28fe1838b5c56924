using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AgentFlow.Sqlite.Sealing;

/// <summary>
/// AES-256-GCM: a random nonce, the ciphertext and the tag in one. What is sealed for one place of the file cannot be opened at another, so that rows can
/// neither be changed nor exchanged unnoticed.
/// </summary>
/// <remarks>Safe for use by many threads: each operation has a cipher of its own. A random nonce of 96 bits is good for 2^32 values under a key.</remarks>
internal sealed class Cipher
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly byte[] _key;
    private readonly byte[] _hashKey;

    /// <param name="key">The user's key, 32 bytes.</param>
    /// <param name="salt">The file's own, so that two files with one key are sealed by two.</param>
    public Cipher(byte[] key, byte[] salt)
    {
        _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, key.Length, salt, "AgentFlow.Sqlite 1"u8.ToArray());
        _hashKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, key.Length, salt, "AgentFlow.Sqlite contents 1"u8.ToArray());
    }

    /// <summary>A hash (HMAC-SHA256) by which equal texts are found, and from which nobody without the key can tell or guess a text.</summary>
    public byte[] Hash(ReadOnlySpan<byte> plain) => HMACSHA256.HashData(_hashKey, plain);

    public byte[] Seal(ReadOnlySpan<byte> plain, string place)
    {
        var box = new byte[NonceSize + plain.Length + TagSize];
        var nonce = box.AsSpan(0, NonceSize);
        // Not from a function that is passed in: a nonce must never come twice under one key, whatever a test would like.
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(nonce, plain, box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), Encoding.UTF8.GetBytes(place));
        return box;
    }

    /// <summary>What was sealed for that place.</summary>
    /// <exception cref="CryptographicException">It was sealed with another key or for another place, or was changed.</exception>
    public byte[] Open(ReadOnlySpan<byte> box, string place)
    {
        if (box.Length < NonceSize + TagSize)
            throw new CryptographicException("It is too short.");
        var plain = new byte[box.Length - NonceSize - TagSize];
        using var aes = new AesGcm(_key, TagSize);
        aes.Decrypt(box[..NonceSize], box[NonceSize..^TagSize], box[^TagSize..], plain, Encoding.UTF8.GetBytes(place));
        return plain;
    }

    /// <summary>The same as text, for columns that hold text.</summary>
    public string SealToText(ReadOnlySpan<byte> plain, string place) => Convert.ToBase64String(Seal(plain, place));

    /// <summary>Opens what <see cref="SealToText"/> gave, as UTF-8.</summary>
    public byte[] OpenText(ReadOnlySpan<byte> base64, string place)
    {
        var box = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        if (Base64.DecodeFromUtf8(base64, box, out _, out var length) != System.Buffers.OperationStatus.Done)
            throw new CryptographicException("It is not base64.");
        return Open(box.AsSpan(0, length), place);
    }
}
