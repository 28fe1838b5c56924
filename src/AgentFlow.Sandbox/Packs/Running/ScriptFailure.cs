using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Packs;

/// <summary>Why a script gave no result, for whoever wrote or runs it: the tool with its version, the error with its line and the code around it.</summary>
internal sealed class ScriptFailure(Pack pack, ScriptError error)
    : Exception($"{pack.Manifest}, {pack.Files.ScriptName}: {error}" + (error.Stack.Length > 0 ? "\n" + error.Stack : string.Empty));
