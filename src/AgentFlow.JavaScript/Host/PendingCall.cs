using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Host;

/// <summary>A call that the script made and the driver is to start. While it waits, its arguments count <c>Bytes</c>.</summary>
internal sealed record PendingCall(HostCall Call, HostFunction Function, JsPromise Promise, long Bytes);
