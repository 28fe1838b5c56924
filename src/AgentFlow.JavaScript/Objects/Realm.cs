using AgentFlow.JavaScript.BuiltIns;
using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>The built-in objects. One frozen realm serves all machines of the process: its objects never change, so making a machine costs nothing
/// and no script can pollute another's prototypes. A mutable realm of a machine's own is for scripts that want to change built-ins.</summary>
internal sealed class Realm
{
    private static readonly Lazy<Realm> SharedRealm = new(() => Build(shared: true), LazyThreadSafetyMode.ExecutionAndPublication);

    private readonly JsObject[] _intrinsics = new JsObject[(int)Intrinsic.Count];

    internal Realm(bool shared) => IsShared = shared;

    /// <summary>The frozen realm of the process.</summary>
    public static Realm Shared => SharedRealm.Value;

    public bool IsShared { get; }

    /// <summary>The object with the properties of the global object. In a mutable realm it is the global object; in the frozen one what a
    /// machine's own global object falls back on.</summary>
    public JsObject Globals { get; internal set; } = null!;

    public JsObject this[Intrinsic name]
    {
        get => _intrinsics[(int)name];
        internal set => _intrinsics[(int)name] = value;
    }

    /// <summary>A realm whose objects can be changed.</summary>
    public static Realm CreateMutable() => Build(shared: false);

    private static Realm Build(bool shared)
    {
        var realm = new Realm(shared);
        var vm = Vm.ForBuilding(realm);
        if (shared)
            FirstUse.Begin(vm);
        var builder = new RealmBuilder(realm, vm);
        BuiltInSetup.Install(builder);
        builder.Complete();
        return realm;
    }
}
