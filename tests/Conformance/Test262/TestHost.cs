using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Test262;

/// <summary>The host of one test: what it prints, and the <c>$262</c> object of INTERPRETING.md as far as a single realm allows.</summary>
internal sealed class TestHost : IVmHost
{
    private static readonly NativeEntry Print = new("test262.print", "print", 1, static (vm, in call) =>
    {
        vm.Host.WriteLine("print", vm.ToText(call[0]));
        return Value.Undefined;
    });

    private static readonly NativeEntry Gc = new("test262.gc", "gc", 0, static (_, in _) => Value.Undefined);

    private static readonly NativeEntry NotOffered = new("test262.notOffered", "notOffered", 0,
        static (vm, in _) => throw vm.TypeError("This part of $262 is not offered: a machine has one realm and no eval."));

    private readonly Random _random = new(262);

    public List<string> Printed { get; } = [];

    public TimeProvider Clock => TimeProvider.System;

    public TimeZoneInfo Zone => TimeZoneInfo.Utc;

    public long HeldBytes => 0;

    public double NextRandom() => _random.NextDouble();

    public void WriteLine(string level, string text)
    {
        if (level == "print")
            Printed.Add(text);
    }

    /// <summary>Gives a machine its globals <c>print</c> and <c>$262</c>.</summary>
    public static void Install(Vm vm)
    {
        vm.Global.Put(vm, "print", new NativeFunction(vm.FunctionShape, Print), PropertyFlags.Hidden);
        var host = vm.NewObject();
        host.Put(vm, "global", vm.Global, PropertyFlags.Hidden);
        host.Put(vm, "gc", new NativeFunction(vm.FunctionShape, Gc), PropertyFlags.Hidden);
        foreach (var name in (string[])["createRealm", "evalScript", "detachArrayBuffer"])
            host.Put(vm, name, new NativeFunction(vm.FunctionShape, NotOffered), PropertyFlags.Hidden);
        vm.Global.Put(vm, "$262", host, PropertyFlags.Hidden);
    }
}
