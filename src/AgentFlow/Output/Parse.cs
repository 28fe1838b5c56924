namespace AgentFlow.Output;

/// <summary>Makes parsers: <c>Parse.Json&lt;Invoice&gt;()</c>, <c>Parse.List()</c>, <c>Parse.Boolean()</c>.</summary>
public static class Parse
{
    /// <summary>The text as it is, without the spaces around it.</summary>
    public static OutputParser<string> Text() => TextParser.Instance;
}
