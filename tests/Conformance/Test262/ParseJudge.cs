using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Test262;

/// <summary>Asks of a test only that it parses, or that it does not where it must not.</summary>
internal static class ParseJudge
{
    public static string? Judge(TestFile test)
    {
        var mustFail = test.NegativePhase == "parse";
        try
        {
            Parser.Parse(new SourceText(test.Source), ParserOptions.Script);
            return mustFail ? "parsed, but must not" : null;
        }
        catch (SourceErrorException error)
        {
            return mustFail ? null : $"did not parse: {error.Message} (line {error.Position.Line}, column {error.Position.Column})";
        }
    }
}
