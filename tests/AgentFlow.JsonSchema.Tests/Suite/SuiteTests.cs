namespace AgentFlow.JsonSchema.Tests.Suite;

public sealed class SuiteTests
{
    public static TheoryData<string> Required => SuiteData.Files("");

    [Theory]
    [MemberData(nameof(Required))]
    public void Validate_RequiredSuiteFile_EveryCaseAgrees(string file)
    {
        Assert.SkipUnless(file.Length > 0, "The JSON Schema test suite is not on this machine; set AGENTFLOW_TEST_DATA.");

        var failures = SuiteRunner.Run(file, assertFormat: false).OfType<string>();

        Assert.Empty(failures);
    }
}
