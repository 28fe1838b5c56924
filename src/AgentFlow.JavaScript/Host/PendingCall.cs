using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Host;

/// <summary>A call that the script made and the driver is to start. While it waits, its arguments count <c>Bytes</c>; <c>Place</c> is where the script made it,
/// for the error that it may end in.</summary>
internal sealed record PendingCall(HostCall Call, HostFunction Function, JsPromise Promise, StackEntry[] Place, long Bytes);
