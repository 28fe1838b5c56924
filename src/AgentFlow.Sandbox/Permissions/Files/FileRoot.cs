namespace AgentFlow.Sandbox.Permissions;

/// <summary>A folder that sandboxed tools may reach into. Scripts know it by a name and never see its path.</summary>
public sealed class FileRoot
{
    /// <summary>The folder; it must exist. A link here is followed once, when tools are loaded.</summary>
    public required string Path { get; set; }

    /// <summary>Whether files in it may be written as well as read.</summary>
    /// <value>False.</value>
    public bool CanWrite { get; set; }
}
