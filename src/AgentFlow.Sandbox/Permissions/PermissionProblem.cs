namespace AgentFlow.Sandbox.Permissions;

/// <summary>Why a manifest's permissions cannot be had as they stand.</summary>
/// <param name="Pointer">The place in the manifest, as a JSON pointer (RFC 6901): <c>/permissions/net/hosts/0</c>.</param>
/// <param name="Message">What is wrong and what to do, as full sentences.</param>
internal sealed record PermissionProblem(string Pointer, string Message);
