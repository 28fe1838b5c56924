namespace AgentFlow.Architecture.Tests.Docs;

public sealed class ReadmeTests
{
    private const string MainCommand = "dotnet run --project examples/AssistantBot -- \"What is 18% of 2450, and how many km is 26.2 miles?\"";

    [Fact]
    public void Readme_Commands_AreThoseOfTheContinuousBuild()
    {
        Assert.True(File.Exists(Repository.PathOf("README.md")), "There is no README.md.");
        var readme = Repository.Read("README.md");

        Assert.Contains(MainCommand, readme, StringComparison.Ordinal);
        Assert.Contains("dotnet test", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void ContinuousBuild_Smoke_AsksTheReadmesQuestion()
    {
        var question = MainCommand[MainCommand.IndexOf('"', StringComparison.Ordinal)..];

        Assert.Contains(question, Repository.Read(".ci/run"), StringComparison.Ordinal);
    }
}
