using System.Security.Cryptography;
using System.Text;

namespace AgentFlow.Sandbox.Packs;

/// <summary>The files of a pack as they were read, once: what was signed is what runs.</summary>
internal sealed class PackFiles
{
    public const string ManifestName = "tool.json";
    public const string TestsName = "tests.json";

    private const int MaxBytes = 4 << 20;

    private static readonly string[] ScriptNames = ["tool.js", "tool.ts"];

    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    private PackFiles(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>The folder's own name.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>The name of the script's file.</summary>
    public string ScriptName { get; private set; } = ScriptNames[0];

    public byte[] Manifest => _files[ManifestName];

    public string Script => Encoding.UTF8.GetString(_files[ScriptName]);

    public byte[]? Tests => _files.GetValueOrDefault(TestsName);

    /// <summary>
    /// SHA-256 over the files in the order of their names: of each the name, the length and the text, whose line ends count as LF and whose byte order mark does
    /// not count, so that a checkout on another system has the same signature.
    /// </summary>
    public string Signature { get; private set; } = string.Empty;

    /// <summary>The path of a file, for problems.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Reads a folder; null, with problems, where files are missing or cannot be read.</summary>
    public static PackFiles? Read(string folder, List<ToolPackProblem> problems)
    {
        var files = new PackFiles(Path.TrimEndingDirectorySeparator(folder));
        try
        {
            foreach (var name in (ReadOnlySpan<string>)[ManifestName, .. ScriptNames, TestsName])
            {
                if (File.Exists(files.PathOf(name)))
                    files._files[name] = Canonical(ReadAll(files.PathOf(name)));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add(files.Problem(ManifestName, $"The folder cannot be read. {error.Message}"));
            return null;
        }
        if (files.Missing() is { } problem)
        {
            problems.Add(problem);
            return null;
        }
        files.ScriptName = ScriptNames.First(files._files.ContainsKey);
        files.Signature = files.Sign();
        return files;
    }

    /// <summary>A problem of a file as a whole.</summary>
    public ToolPackProblem Problem(string name, string message) => new() { Tool = Name, Source = PathOf(name), Message = message };

    private ToolPackProblem? Missing()
    {
        if (!_files.ContainsKey(ManifestName))
            return Problem(ManifestName, "There is no tool.json in this folder. Write one, or move what is no tool elsewhere.");
        return ScriptNames.Count(_files.ContainsKey) switch
        {
            0 => Problem(ScriptNames[0], "There is no tool.js or tool.ts in this folder. Write one that exports a function: export default function (args) { ... }."),
            2 => Problem(ScriptNames[1], "There is a tool.js as well as a tool.ts in this folder. Delete one."),
            _ => null,
        };
    }

    private static byte[] ReadAll(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length > MaxBytes)
            throw new IOException($"'{path}' has {stream.Length} bytes; at most {MaxBytes} are read.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Without byte order mark, and with LF for CR LF and for CR alone.</summary>
    private static byte[] Canonical(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("\uFEFF"u8))
            text = text["\uFEFF"u8.Length..];
        if (!text.Contains((byte)'\r'))
            return text.ToArray();
        var lines = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\r')
                lines.Add(text[i]);
            else if (i + 1 == text.Length || text[i + 1] != '\n')
                lines.Add((byte)'\n');
        }
        return [.. lines];
    }

    private string Sign()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, text) in _files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{name}\n{text.Length}\n")));
            hash.AppendData(text);
        }
        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
