using System.Text.Json;

namespace AgentFlow.Sandbox.Packs;

/// <summary>An answer of the host as a test case has it: for one call of <c>Function</c>, with <c>Arguments</c> if it names them.</summary>
internal sealed record HostRecord(string Function, JsonElement? Arguments, JsonElement? Result, string? Error);
