using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Permissions;

/// <summary><c>random.next()</c>: numbers from 0 up to 1, the same again when the same call is repeated after a crash.</summary>
internal sealed class RandomCapability : ICapability
{
    public string Name => "random";

    public void AddTo(ScriptHost host) => host.AddImmediateFunction("random.next", call =>
    {
        var sandbox = (SandboxCall)call.State!;
        sandbox.Record(Name, "next", "ok");
        return sandbox.NextRandom();
    });
}
