using System.Text;
using System.Text.Json.Nodes;
using AgentFlow.JavaScript;
using Microsoft.Win32.SafeHandles;

namespace AgentFlow.Sandbox.Permissions;

/// <summary><c>files.read(path)</c>, <c>files.write(path, text)</c>, <c>files.list(path)</c>: files of text below the roots that were granted.</summary>
internal sealed class FilesCapability(IReadOnlyDictionary<string, FileRoot> roots, FilesGrant grant) : ICapability
{
    public string Name => "files";

    public static FilesCapability Create(PermissionReader reader, FilesGrant grant)
    {
        reader.IsObjectOf("read", "write");
        if (reader.IsWhole)
            return new FilesCapability(grant.Roots, grant);
        var roots = new Dictionary<string, FileRoot>(StringComparer.Ordinal);
        foreach (var (member, isWrite) in (ReadOnlySpan<(string, bool)>)[("read", false), ("write", true)])
        {
            var asked = reader.Texts(member) ?? [];
            for (var i = 0; i < asked.Count; i++)
            {
                if (!grant.Roots.TryGetValue(asked[i], out var root))
                    reader.Problem($"Root '{asked[i]}' is not granted. Add it to FilesGrant.Roots, which has: {string.Join(", ", grant.Roots.Keys)}.", $"/{member}/{i}");
                else if (isWrite && !root.CanWrite)
                    reader.Problem($"Root '{asked[i]}' may only be read. Set FileRoot.CanWrite to allow more, or take it out of the manifest's 'write'.", $"/{member}/{i}");
                else
                    roots[asked[i]] = new() { Path = root.Path, CanWrite = isWrite };
            }
        }
        return new FilesCapability(roots, grant);
    }

    public void AddTo(ScriptHost host) => host
        .AddFunction("files.read", ReadAsync)
        .AddFunction("files.write", WriteAsync)
        .AddFunction("files.list", (call, cancellationToken) => ValueTask.FromResult<JsonNode?>(Guarded(call, "list", path => List(path, cancellationToken))));

    private async ValueTask<JsonNode?> ReadAsync(HostCall call, CancellationToken cancellationToken)
    {
        using var file = Guarded(call, "read", path => Open(path, isWrite: false));
        var length = RandomAccess.GetLength(file);
        if (length > grant.MaxFileBytes)
            throw Refused(call, "read", $"The file has {length} bytes; at most {grant.MaxFileBytes} are read.", "too large");
        // One byte more than it may have: it may grow while it is read.
        var bytes = new byte[Math.Min(length, grant.MaxFileBytes) + 1];
        var read = 0;
        while (read < bytes.Length && await RandomAccess.ReadAsync(file, bytes.AsMemory(read), read, cancellationToken).ConfigureAwait(false) is > 0 and var count)
            read += count;
        if (read > grant.MaxFileBytes)
            throw Refused(call, "read", $"The file has more than {grant.MaxFileBytes} bytes, which is the most that is read.", "too large");
        Record(call, "read", "ok", read);
        return Encoding.UTF8.GetString(bytes, 0, read).TrimStart('\ufeff');
    }

    private async ValueTask<JsonNode?> WriteAsync(HostCall call, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetBytes(Arguments.Text(call, 1, "what to write"));
        if (text.Length > grant.MaxFileBytes)
            throw Refused(call, "write", $"The text has {text.Length} bytes; at most {grant.MaxFileBytes} are written.", "too large");
        using var file = Guarded(call, "write", path => Open(path, isWrite: true));
        RandomAccess.SetLength(file, 0);
        await RandomAccess.WriteAsync(file, text, 0, cancellationToken).ConfigureAwait(false);
        Record(call, "write", "ok", text.Length);
        return null;
    }

    private SafeFileHandle Open(FilePath path, bool isWrite)
    {
        var root = Root(path, isWrite);
        if (path.Names.Count == 0)
            throw new ScriptHostException($"'{path.Root}' is a folder. Name a file in it: {path.Root}/NAME.");
        var file = OperatingSystem.IsLinux() ? LinuxFolder.OpenFile(root.Path, path.Names, isWrite) : LinkFreeFolder.OpenFile(root.Path, path.Names, isWrite);
        return file ?? throw new ScriptHostException(isWrite
            ? $"'{path.Text}' cannot be written: its folder is not there, or it is not a plain file."
            : $"There is no plain file '{path.Text}'.");
    }

    private JsonArray List(FilePath path, CancellationToken cancellationToken)
    {
        var root = Root(path, isWrite: false);
        using var folder = OperatingSystem.IsLinux() ? LinuxFolder.OpenFolder(root.Path, path.Names) : null;
        var place = OperatingSystem.IsLinux() ? folder is null ? null : LinuxFolder.PathOf(folder) : LinkFreeFolder.Resolve(root.Path, path.Names);
        if (place is null || !Directory.Exists(place))
            throw new ScriptHostException($"There is no folder '{path.Text}'.");
        List<(string Name, bool IsFolder)> entries = [];
        foreach (var entry in new DirectoryInfo(place).EnumerateFileSystemInfos())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.LinkTarget is not null)
                continue;
            if (entries.Count == grant.MaxEntries)
                throw new ScriptHostException($"Folder '{path.Text}' has more than {grant.MaxEntries} entries, which is the most that is listed.");
            entries.Add((entry.Name, entry is DirectoryInfo));
        }
        return new JsonArray([.. entries.OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => (JsonNode)new JsonObject { ["name"] = e.Name, ["type"] = e.IsFolder ? "folder" : "file" })]);
    }

    private FileRoot Root(FilePath path, bool isWrite)
    {
        if (!roots.TryGetValue(path.Root, out var root))
            throw new ScriptHostException($"There is no root '{path.Root}' for this tool. It has: {string.Join(", ", roots.Keys)}.");
        return root.CanWrite || !isWrite ? root : throw new ScriptHostException($"Root '{path.Root}' may only be read.");
    }

    /// <summary>Does something with the path that a script gave, and notes it where that is refused; what the system has against it is told without its paths.</summary>
    private T Guarded<T>(HostCall call, string what, Func<FilePath, T> act)
    {
        try
        {
            var result = act(FilePath.Parse(Arguments.Text(call, 0, "a path")));
            if (what == "list")
                Record(call, what, "ok");
            return result;
        }
        catch (ScriptHostException error)
        {
            throw Refused(call, what, error.Message, error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Refused(call, what, "The system does not allow that.", "the system does not allow that");
        }
    }

    private ScriptHostException Refused(HostCall call, string what, string message, string why)
    {
        Record(call, what, "refused: " + why);
        return new ScriptHostException(message);
    }

    private void Record(HostCall call, string what, string outcome, long? bytes = null) =>
        ((SandboxCall)call.State!).Record(Name, $"{what} {(call[0] is JsonValue v && v.TryGetValue<string>(out var path) ? path : string.Empty)}", outcome, bytes);
}
