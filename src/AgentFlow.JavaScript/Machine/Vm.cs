using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <summary>One machine: a heap, a register stack, jobs, and the budgets that they run within. It belongs to no thread and is entered by one at a time.
/// What built-ins need of it is in the parts named after it: <c>Vm.Errors</c>, <c>Vm.Conversions</c>, <c>Vm.Objects</c>, <c>Vm.Calls</c>,
/// <c>Vm.Iteration</c>, <c>Vm.Metering</c>, <c>Vm.Promises</c>.</summary>
internal sealed partial class Vm
{
    public Vm(Realm realm, VmLimits limits, IVmHost? host = null)
    {
        Realm = realm;
        Limits = limits;
        Host = host ?? NoHost.Instance;
        StartMeters();
        Global = realm.IsShared
            ? new GlobalObject(Shape.Dictionary(realm[Intrinsic.ObjectPrototype]), realm.Globals)
            : realm.Globals;
        if (!realm.IsShared)
            Global.Put(this, "globalThis", Global, PropertyFlags.Hidden);
    }

    private Vm(Realm realm)
    {
        Realm = realm;
        Limits = VmLimits.None;
        Host = NoHost.Instance;
        StartMeters();
        Global = null!;
    }

    public Realm Realm { get; }

    public VmLimits Limits { get; }

    /// <summary>Clock, randomness, console: what comes from outside.</summary>
    public IVmHost Host { get; }

    /// <summary>The object that <c>globalThis</c> gives.</summary>
    public JsObject Global { get; }

    /// <summary>Rises whenever an object that serves as prototype gets or loses a property; remembered prototype hits and added properties are valid for one epoch.</summary>
    internal int PrototypeEpoch;

    /// <summary>True once an object that serves as prototype has elements: then a hole in an array is looked up there.</summary>
    internal bool PrototypesHaveElements;

    /// <summary>How many different properties the tree of shapes remembers per shape; more get shapes that nobody shares.</summary>
    internal const int MaxTransitions = 128;

    /// <summary>The method that takes longest to compile, for <see cref="FirstUse"/>.</summary>
    internal RuntimeMethodHandle LoopHandle => ((Func<int, Value>)Loop).Method.MethodHandle;

    /// <summary>A machine without limits and without a global object, for making a realm. It runs no script.</summary>
    internal static Vm ForBuilding(Realm realm) => new(realm);
}
