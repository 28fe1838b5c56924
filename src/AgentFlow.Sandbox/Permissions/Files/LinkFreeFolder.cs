using Microsoft.Win32.SafeHandles;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>
/// For systems without <see cref="LinuxFolder"/>: looks for links on the way before a file is opened and once more afterwards. It refuses every link that is there, and
/// can be deceived by somebody on the same machine who exchanges folder and link twice at the right moments.
/// </summary>
internal static class LinkFreeFolder
{
    public static SafeFileHandle? OpenFile(string root, IReadOnlyList<string> names, bool isWrite)
    {
        if (Resolve(root, names) is not { } path || Directory.Exists(path))
            return null;
        var handle = File.OpenHandle(path, isWrite ? FileMode.OpenOrCreate : FileMode.Open, isWrite ? FileAccess.Write : FileAccess.Read, FileShare.ReadWrite);
        if (Resolve(root, names) is not null)
            return handle;
        handle.Dispose();
        return null;
    }

    /// <summary>The path of what is below the root; null where something on the way is a link.</summary>
    public static string? Resolve(string root, IReadOnlyList<string> names)
    {
        var path = root;
        foreach (var name in names)
        {
            path = Path.Combine(path, name);
            var entry = new FileInfo(path);
            if (entry.LinkTarget is not null || (entry.Exists && entry.Attributes.HasFlag(FileAttributes.ReparsePoint)))
                return null;
        }
        return path;
    }
}
