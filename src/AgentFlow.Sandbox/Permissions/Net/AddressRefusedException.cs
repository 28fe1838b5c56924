namespace AgentFlow.Sandbox.Permissions;

/// <summary>All addresses of a host are such that no connection may be made to them.</summary>
internal sealed class AddressRefusedException(string message) : Exception(message);
