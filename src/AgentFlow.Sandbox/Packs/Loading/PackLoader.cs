using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sandbox.Packs;

/// <summary>Reads a folder of tools, once or again and again.</summary>
internal sealed class PackLoader(string folder, ToolPackOptions options)
{
    private readonly PackReader _reader = new(options);

    private IReadOnlyList<LoadedTool> _loaded = [];

    public ToolPackOptions Options => options;

    /// <summary>Reads all tools.</summary>
    /// <param name="before">What was read before: where a tool cannot be used now, its last version that could stays.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public (IReadOnlyList<LoadedTool> Tools, IReadOnlyList<ToolPackProblem> Problems) Load(IReadOnlyList<LoadedTool> before)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder '{folder}' to read tools from. Make it, or give the path of another.");
        List<LoadedTool> tools = [];
        List<ToolPackProblem> problems = [];
        var signatures = ReadSignatures(problems);
        foreach (var path in Folders())
        {
            var last = before.FirstOrDefault(t => t.Pack.Files.Folder == path);
            if (LoadOne(path, last, tools, signatures, problems) is { } tool)
                tools.Add(tool);
        }
        Volatile.Write(ref _loaded, tools);
        return (tools, problems);
    }

    private bool IsOneTool => File.Exists(Path.Combine(folder, PackFiles.ManifestName));

    private IEnumerable<string> Folders() => IsOneTool
        ? [Path.TrimEndingDirectorySeparator(folder)]
        : Directory.EnumerateDirectories(folder).Where(static d => !Path.GetFileName(d).StartsWith('.')).Order(StringComparer.Ordinal);

    private LoadedTool? LoadOne(string path, LoadedTool? last, List<LoadedTool> others, IReadOnlyDictionary<string, string>? signatures, List<ToolPackProblem> problems)
    {
        if (_reader.Read(path, problems) is not { } pack)
            return last;
        if (others.FirstOrDefault(t => t.Pack.Manifest.Name == pack.Manifest.Name) is { } other)
        {
            problems.Add(pack.Files.Problem(PackFiles.ManifestName, $"The tool is named '{pack.Manifest.Name}', as that of folder '{other.Pack.Files.Name}' is. Give it another name."));
            return last;
        }
        var host = Check(pack, signatures, ToolSignatures.FileName, problems) && Check(pack, options.AllowedSignatures, nameof(options.AllowedSignatures), problems)
            ? PackHost.Create(pack, options.Grants, problems)
            : null;
        var tests = ToolTestReader.Read(pack.Files);
        if (host is null)
            return last?.Function is null ? new LoadedTool(pack, tests, null, null) : last;
        if (last?.Tool is { } tool && tool.HasContractOf(pack))
        {
            tool.Switch(pack, host);
            return last with { Pack = pack, Tests = tests };
        }
        tool = new PackedTool(pack, host, options.Prompts);
        return new LoadedTool(pack, tests, tool, Wrap(tool, pack.Manifest));
    }

    private static AIFunction Wrap(PackedTool tool, ToolManifest manifest)
    {
        var function = tool.WithEffect(manifest.Effect);
        if (manifest.IsUntrusted)
            function = function.AsUntrusted();
        return manifest.NeedsApproval ? function.WithApproval() : function;
    }

    /// <summary>The signatures that lie among the tools, for a tool alone in the folder around it. Where they cannot be read, no tool fits them.</summary>
    private IReadOnlyDictionary<string, string>? ReadSignatures(List<ToolPackProblem> problems)
    {
        var file = Path.Combine(IsOneTool ? Path.Combine(folder, "..") : folder, ToolSignatures.FileName);
        try
        {
            return File.Exists(file) ? ToolSignatures.Read(file) : null;
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            problems.Add(new ToolPackProblem { Tool = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), Source = file, Message = error.Message });
            return new Dictionary<string, string>();
        }
    }

    private static bool Check(Pack pack, IReadOnlyDictionary<string, string>? signatures, string where, List<ToolPackProblem> problems)
    {
        if (signatures is null)
            return true;
        var (name, actual) = (pack.Manifest.Name, pack.Manifest.Signature);
        if (!signatures.TryGetValue(name, out var expected))
            problems.Add(pack.Files.Problem(PackFiles.ManifestName, $"The tool '{name}' is not in {where}, so it may not run. Its signature is '{actual}': look at its files and add it."));
        else if (expected != actual)
            problems.Add(pack.Files.Problem(PackFiles.ManifestName, $"The signature of '{name}' is '{actual}' and {where} has '{expected}', so it may not run. Its files were changed: look at them and sign anew, or put the old ones back."));
        else
            return true;
        return false;
    }
}
