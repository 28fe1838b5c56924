using System.Reflection;
using AgentFlow.Architecture.Tests.Projects;

namespace AgentFlow.Architecture.Tests.Api;

public sealed class PublicApiTests
{
    private const string Folder = "tests/AgentFlow.Architecture.Tests/PublicApi";
    private const string HowToAccept = "If the change is meant, run 'AGENTFLOW_ACCEPT=1 dotnet test tests/AgentFlow.Architecture.Tests' and commit the file with the code.";

    /// <summary>What ships as a library. A command line has no API of types.</summary>
    public static TheoryData<string> Packages => [.. ProjectFile.Under("src").Where(p => !p.IsTool).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void PublicApi_Package_IsTheAcceptedOne(string package)
    {
        var path = Repository.PathOf($"{Folder}/{package}.txt");
        var api = ApiText.Of(Assembly.Load(new AssemblyName(package)));

        if (Repository.Accepts)
            File.WriteAllText(path, api);

        Assert.True(File.Exists(path), $"There is no {Folder}/{package}.txt. {HowToAccept}");
        var accepted = File.ReadAllText(path).ReplaceLineEndings("\n");
        Assert.True(accepted == api, $"The public API of {package} differs from {Folder}/{package}.txt in {TextDifference.First(accepted, api)}{HowToAccept}");
    }

    [Fact]
    public void PublicApi_Files_BelongToPackages()
    {
        var packages = Packages.Select(p => p.Data).ToHashSet();

        var strays = Repository.Files(Folder, ".txt").Where(f => !packages.Contains(Path.GetFileNameWithoutExtension(f)));

        Findings.AssertNone(strays, "These files describe packages that are not there any more.");
    }
}
