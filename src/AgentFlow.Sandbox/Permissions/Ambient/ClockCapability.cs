using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Permissions;

/// <summary><c>clock.now()</c>: milliseconds since 1970, as <c>Date.now()</c> counts them.</summary>
internal sealed class ClockCapability(TimeProvider time) : ICapability
{
    public string Name => "clock";

    public void AddTo(ScriptHost host) => host.AddImmediateFunction("clock.now", call =>
    {
        ((SandboxCall)call.State!).Record(Name, "now", "ok");
        return time.GetUtcNow().ToUnixTimeMilliseconds();
    });
}
