using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>One thing that the host has granted to one tool, already narrowed to what the tool's manifest asks for.</summary>
internal interface ICapability
{
    /// <summary>The name in the manifest's permissions, such as <c>net</c>; also the script's namespace.</summary>
    string Name { get; }

    /// <summary>Adds its functions to the host of the tool's scripts; called once for each tool. The functions find the call in <see cref="HostCall.State"/>.</summary>
    /// <param name="host">Gets the functions.</param>
    void AddTo(ScriptHost host);
}
