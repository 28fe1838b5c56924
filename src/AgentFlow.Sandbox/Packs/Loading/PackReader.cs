using AgentFlow.JsonSchema;

namespace AgentFlow.Sandbox.Packs;

/// <summary>Makes a pack of a folder, and reports what stands in its way.</summary>
internal sealed class PackReader(ToolPackOptions options)
{
    /// <summary>Reads a folder; null, with problems, where the tool cannot be used.</summary>
    public Pack? Read(string folder, List<ToolPackProblem> problems)
    {
        if (PackFiles.Read(folder, problems) is not { } files)
            return null;
        if (!JsonSource.TryRead(files.Manifest, files.Name, files.PathOf(PackFiles.ManifestName), out var source, out var problem))
        {
            problems.Add(problem);
            return null;
        }
        var manifest = ManifestReader.Read(files, source, options.Limits, problems);
        var script = options.Engine.Prepare(files.Script);
        if (script.SourceError is { } error)
            problems.Add(files.Problem(files.ScriptName, $"{error.Name}: {error.Message}\n{error.Frame}".TrimEnd()) with { Line = Math.Max(1, error.Line), Column = Math.Max(1, error.Column) });
        else if (!script.ExportsDefault)
            problems.Add(files.Problem(files.ScriptName, "The script exports nothing. Write one function for the tool: export default function (args) { ... }."));
        else if (manifest is not null)
            return Make(files, source, manifest, script);
        return null;
    }

    private Pack Make(PackFiles files, JsonSource source, ToolManifest manifest, Engine.IPreparedScript script) => new()
    {
        Files = files,
        Source = source,
        Manifest = manifest,
        Script = script,
        Parameters = CompiledSchema.Compile(manifest.Parameters),
        Result = manifest.Result is { } result ? CompiledSchema.Compile(result) : null,
        Limits = manifest.Limits.Narrow(options.Limits),
    };
}
