using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>
/// Opens what is below a folder name by name, each relative to the folder that was opened before it and none through a link (<c>openat</c> with <c>O_NOFOLLOW</c>).
/// Whoever puts a link in the place of a folder between two steps finds that it is not followed either.
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class LinuxFolder
{
    private const int WriteOnly = 1, Create = 0x40, NonBlocking = 0x800, CloseOnExec = 0x80000;
    private const int EmptyPath = 0x1000, TypeAndMode = 0x3, TypeMask = 0xF000, Regular = 0x8000;

    /// <summary>These two bits are not the same on all processors.</summary>
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;

    private static int OnlyFolder => IsArm ? 0x4000 : 0x10000;

    private static int NoFollow => IsArm ? 0x8000 : 0x20000;

    /// <summary>A file for reading or writing; null where there is none, or something that is not a plain file, or a link on the way.</summary>
    public static SafeFileHandle? OpenFile(string root, IReadOnlyList<string> names, bool isWrite)
    {
        using var folder = OpenFolder(root, names.Take(names.Count - 1));
        if (folder is null)
            return null;
        // Not blocking: a pipe without anybody at its other end would be waited for.
        var file = Open(folder, names[^1], NoFollow | NonBlocking | (isWrite ? WriteOnly | Create : 0));
        if (file is null || IsRegular(file))
            return file;
        file.Dispose();
        return null;
    }

    /// <summary>A folder, or null where there is none, or a link on the way.</summary>
    public static SafeFileHandle? OpenFolder(string root, IEnumerable<string> names)
    {
        const int Here = -100;
        using var here = new SafeFileHandle(Here, ownsHandle: false);
        // The root itself is the host's word.
        var folder = Open(here, root, OnlyFolder);
        foreach (var name in names)
        {
            if (folder is null)
                return null;
            using var parent = folder;
            folder = Open(parent, name, OnlyFolder | NoFollow);
        }
        return folder;
    }

    /// <summary>A path that leads to what was opened, whatever has since been put in its place.</summary>
    public static string PathOf(SafeFileHandle handle) => $"/proc/self/fd/{handle.DangerousGetHandle()}/";

    private static SafeFileHandle? Open(SafeFileHandle folder, string name, int flags)
    {
        var handle = OpenAt((int)folder.DangerousGetHandle(), name, flags | CloseOnExec, 0x1A4);
        return handle < 0 ? null : new SafeFileHandle(handle, ownsHandle: true);
    }

    private static bool IsRegular(SafeFileHandle file)
    {
        // struct statx: the mode is the 16 bits at 28, on every processor.
        var about = new byte[256];
        return Statx((int)file.DangerousGetHandle(), string.Empty, EmptyPath, TypeAndMode, about) == 0 && (BitConverter.ToUInt16(about, 28) & TypeMask) == Regular;
    }

    [LibraryImport("libc", EntryPoint = "openat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAt(int folder, string name, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string name, int flags, uint mask, byte[] about);
}
