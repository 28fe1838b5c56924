using System.Text;
using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>
/// A path as scripts write it: the name of a root and the names below it, with / between them. Names that mean something else than themselves on any system are
/// refused everywhere, so that a tool behaves alike on all.
/// </summary>
/// <param name="Root">The name of the root.</param>
/// <param name="Names">The names below it, none for the root itself.</param>
internal sealed record FilePath(string Root, IReadOnlyList<string> Names)
{
    private const int MaxDepth = 32;

    private static readonly HashSet<string> Devices = new(
        ["con", "prn", "aux", "nul", "conin$", "conout$", .. Enumerable.Range(0, 10).SelectMany(i => (string[])[$"com{i}", $"lpt{i}"])], StringComparer.OrdinalIgnoreCase);

    /// <summary>As scripts write it.</summary>
    public string Text => string.Join('/', [Root, .. Names]);

    /// <exception cref="ScriptHostException">It is not a path that a script may use.</exception>
    public static FilePath Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length > MaxDepth)
            throw Wrong(text, $"it has more than {MaxDepth} parts");
        foreach (var part in parts)
        {
            if (Problem(part) is { } problem)
                throw Wrong(text, problem);
        }
        return new FilePath(parts[0], parts[1..]);
    }

    private static string? Problem(string name) => name switch
    {
        "" => "a part of it is empty; write ROOT/NAME, without a / at the beginning or the end",
        "." or ".." => $"'{name}' is not allowed in it",
        _ when name.Any(c => char.IsControl(c) || c is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|') => @"characters such as \ : * ? and control characters are not allowed in it",
        _ when name.Any(char.IsSurrogate) && !IsWellFormed(name) => "it is not well-formed text",
        _ when name[^1] is '.' or ' ' || name[0] == ' ' => "a name in it begins with a space, or ends with a space or a dot",
        _ when Encoding.UTF8.GetByteCount(name) > 255 => "a name in it is longer than 255 bytes",
        _ when Devices.Contains(name.Split('.')[0].TrimEnd()) => $"'{name}' is the name of a device",
        _ => null,
    };

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
                return false;
        }
        return true;
    }

    private static ScriptHostException Wrong(string path, string why) => new($"The path '{Shown(path)}' cannot be used: {why}.");

    private static string Shown(string path) => string.Concat(path.Take(200).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
}
