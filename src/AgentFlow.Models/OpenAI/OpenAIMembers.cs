namespace AgentFlow.Models;

/// <summary>Names of members that are read in one place and written in another.</summary>
internal static class OpenAIMembers
{
    /// <summary>What Gemini's compatible endpoint adds to a tool call and requires back with it.</summary>
    public const string ExtraContent = "extra_content";
}
