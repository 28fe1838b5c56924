using System.Runtime.CompilerServices;

namespace AgentFlow.JavaScript.Machine;

/// <summary>
/// The first script of a process waits for the runtime to compile the loop of the machine, which takes as long as a hundred other methods and is never compiled ahead. So
/// that starts, on a thread of the pool, when the first realm does; nobody waits for it before the loop is called.
/// </summary>
internal static class FirstUse
{
    public static void Begin(Vm vm)
    {
        if (RuntimeFeature.IsDynamicCodeCompiled)
            ThreadPool.UnsafeQueueUserWorkItem(static vm => RuntimeHelpers.PrepareMethod(vm.LoopHandle), vm, preferLocal: false);
    }
}
