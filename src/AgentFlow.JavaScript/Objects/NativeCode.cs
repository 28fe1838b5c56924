using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>The code of a built-in function: a static method. It charges the machine for its loops and allocations, and throws
/// <see cref="ScriptThrow"/> (<c>throw vm.TypeError(…)</c>) for errors that script can catch.</summary>
internal delegate Value NativeCode(Vm vm, in CallInfo call);
