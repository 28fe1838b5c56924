using AgentFlow.Prompts;
using AgentFlow.Sandbox;

namespace AgentFlow.Cli;

/// <summary>The prompts that the command knows: AgentFlow's, those of the sandbox, its own, and those of a folder in their place.</summary>
internal static class CliPrompts
{
    private const string DefaultFolder = "prompts";

    public static PromptLibrary BuiltIn { get; } = PromptLibrary.BuiltIn.With(CodeModePrompts.BuiltIn).With(PromptLibrary.FromResources(typeof(CliPrompts).Assembly));

    /// <summary>The system prompt where none is given.</summary>
    public static string Assistant => BuiltIn["cli.assistant"].Template.Format();

    /// <summary>The built-in prompts and those of a folder; ./prompts where none is named and there is one.</summary>
    public static PromptLibrary Load(string? folder)
    {
        if (folder is not null && !Directory.Exists(folder))
            throw new ArgumentException($"There is no folder '{folder}'. Name one with --folder.");
        folder ??= Directory.Exists(DefaultFolder) ? DefaultFolder : null;
        return folder is null ? BuiltIn : BuiltIn.With(PromptLibrary.Load(folder));
    }
}
