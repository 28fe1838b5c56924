using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <summary>A call of an async generator's next, throw or return, with the promise it was answered with.</summary>
internal readonly record struct GeneratorRequest(ResumeMode Mode, Value Value, JsPromise Promise);
