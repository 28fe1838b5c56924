using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;
using AgentFlow.JavaScript.Regex;

namespace AgentFlow.JavaScript.BuiltIns.RegExps;

/// <summary>A regular expression: a compiled pattern, and <c>lastIndex</c>, which is always its first property.</summary>
internal sealed class JsRegExp : JsObject
{
    private static readonly PropertyKey LastIndexKey = PropertyKey.From("lastIndex");

    private readonly Shape _initial;

    private JsRegExp(Shape shape, JsString source, string flags, RegexProgram program)
        : base(shape)
    {
        _initial = shape;
        Source = source;
        FlagText = flags;
        Program = program;
        Slots = [0];
    }

    public override string ClassName => "RegExp";

    public JsString Source { get; }

    /// <summary>The flags as they were given.</summary>
    public string FlagText { get; }

    public RegexProgram Program { get; }

    /// <summary>True while the object has the properties it was made with and inherits from the frozen prototype, so that its methods are the built-in ones.</summary>
    public bool IsPristine(Vm vm) =>
        vm.Realm.IsShared && ReferenceEquals(Shape, _initial) && ReferenceEquals(Shape.Prototype, vm.Realm[Intrinsic.RegExpPrototype]);

    internal override long HeapBytes => base.HeapBytes + 64;

    internal override void Trace(HeapTracer tracer) => tracer.Visit(Source);

    public static JsRegExp Create(Vm vm, JsObject prototype, JsString source, string flags)
    {
        var program = vm.CompilePattern(source.Flat(vm), flags);
        vm.Allocate(Bytes + 64 + 40);
        return new JsRegExp(vm.RootShape(prototype).With(vm, LastIndexKey, PropertyFlags.Writable), source, flags, program);
    }

    public Value LastIndex => Slots[0];

    /// <summary>Sets <c>lastIndex</c>; throws a TypeError where the object is frozen.</summary>
    public void SetLastIndex(Vm vm, double index)
    {
        if (ReferenceEquals(Shape, _initial))
            Slots[0] = index;
        else
            vm.Set(this, LastIndexKey, index);
    }

    /// <summary>Whether a flag was given.</summary>
    public bool Has(RegexFlags flag) => (Program.Flags & flag) != 0;
}
