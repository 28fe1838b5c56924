using System.Xml.Linq;

namespace AgentFlow.Architecture.Tests.Projects;

/// <summary>What a project file says of its references.</summary>
internal sealed class ProjectFile
{
    private readonly XDocument _xml;

    private ProjectFile(string path)
    {
        FilePath = path;
        _xml = XDocument.Parse(Repository.Read(path));
    }

    /// <summary>Relative to the repository.</summary>
    public string FilePath { get; }

    public string Name => Path.GetFileNameWithoutExtension(FilePath);

    public bool IsTool => _xml.Descendants("PackAsTool").Any(e => e.Value == "true");

    public IReadOnlyList<string> ProjectReferences =>
        [.. Includes("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')))];

    public IReadOnlyList<string> Packages => [.. Includes("PackageReference").Order(StringComparer.Ordinal)];

    /// <summary>Packages that carry a version here instead of in Directory.Packages.props.</summary>
    public IEnumerable<string> OwnVersions => _xml.Descendants("PackageReference")
        .Where(e => e.Attributes().Select(a => a.Name).Concat(e.Elements().Select(c => c.Name)).Any(n => n.LocalName is "Version" or "VersionOverride"))
        .Select(e => (string)e.Attribute("Include")!);

    public static IReadOnlyList<ProjectFile> Under(string folder) =>
        [.. Repository.Files(folder, ".csproj").Select(f => new ProjectFile(f))];

    private IEnumerable<string> Includes(string element) =>
        _xml.Descendants(element).Select(e => (string?)e.Attribute("Include")).OfType<string>();
}
