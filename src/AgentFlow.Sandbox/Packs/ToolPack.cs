using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sandbox.Packs;

/// <summary>
/// The tools of a folder: each is a folder in it with a <c>tool.json</c>, a <c>tool.js</c> or <c>tool.ts</c>, and a <c>tests.json</c>. A tool that cannot be used is a
/// problem and takes no other down. Safe to use from several threads.
/// </summary>
public sealed class ToolPack
{
    private readonly PackLoader _loader;
    private readonly IReadOnlyList<LoadedTool> _loaded;

    private ToolPack(PackLoader loader, IReadOnlyList<LoadedTool> before)
    {
        _loader = loader;
        (_loaded, Problems) = loader.Load(before);
        Tools = [.. _loaded.Select(static t => t.Function).OfType<AIFunction>()];
        Manifests = [.. _loaded.Select(static t => t.Pack.Manifest)];
    }

    /// <summary>The tools that can be used, in the order of their folders, with the effects and approvals of their manifests.</summary>
    public IReadOnlyList<AIFunction> Tools { get; }

    /// <summary>The manifests that could be read, also those of tools that the host does not let run.</summary>
    public IReadOnlyList<ToolManifest> Manifests { get; }

    /// <summary>What is wrong, in the order of the folders; empty where every tool can be used.</summary>
    public IReadOnlyList<ToolPackProblem> Problems { get; }

    /// <summary>How many results <see cref="TestAsync"/> gives for all tools.</summary>
    public int TestCount => _loaded.Sum(static t => t.Tests.Count);

    /// <summary>Reads and compiles the tools of a folder.</summary>
    /// <param name="folder">The folder of the tools' folders, or that of one tool. Folders whose name begins with a dot are left out.</param>
    /// <param name="options">What the host allows; null for the defaults, which grant no permission.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public static ToolPack Load(string folder, ToolPackOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return new(new PackLoader(folder, (options ?? new ToolPackOptions()).Validated()), []);
    }

    /// <summary>
    /// Reads the folder again. A tool that cannot be used any more stays what it was, and <see cref="Problems"/> says why. Where name, parameters, effect, approval and
    /// trust are as before, the very function that was handed out answers with the new version from now on; where they are not, a new function stands in
    /// <see cref="Tools"/>, for agents that are made afterwards, and the one that was handed out stays what it was.
    /// </summary>
    /// <returns>The tools as they are now. This object is left as it is.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder is gone.</exception>
    public ToolPack Reload() => new(_loader, _loaded);

    /// <summary>Returns this, where every tool can be used.</summary>
    /// <exception cref="ToolPackException">Tools cannot be used; names every problem.</exception>
    public ToolPack ThrowIfInvalid() => Problems.Count == 0 ? this : throw new ToolPackException(Problems);

    /// <summary>
    /// Runs the cases of the tools' <c>tests.json</c>, one after the other, each in a machine of its own. Nothing outside is reached: what the script asks of its host is
    /// answered from the case, and <c>Date</c> stands at the first of January 2026, midnight, UTC. So tools are tested too that the host lets not run.
    /// </summary>
    /// <param name="tool">The name of a tool; null for all.</param>
    /// <param name="cancellationToken">Ends the tests.</param>
    /// <returns>One result for each case, as soon as it is there. A tool without cases gives one that failed.</returns>
    /// <exception cref="ArgumentException">There is no tool of that name.</exception>
    public async IAsyncEnumerable<ToolTestResult> TestAsync(string? tool = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var chosen = _loaded.Where(t => tool is null || t.Pack.Manifest.Name == tool).ToList();
        if (tool is not null && chosen.Count == 0)
            throw new ArgumentException($"There is no tool '{tool}' to test. Tools: {string.Join(", ", Manifests.Select(static m => m.Name))}.", nameof(tool));
        foreach (var one in chosen)
        {
            foreach (var test in one.Tests)
                yield return await test.RunAsync(one.Pack, _loader.Options, cancellationToken).ConfigureAwait(false);
        }
    }
}
