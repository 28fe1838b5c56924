using System.Reflection;
using AgentFlow.JavaScript.Compiler;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Tests.Attacks;

// What the machine promises about itself cannot be asked through a script, so its internals are asked.
public sealed class HardeningTests
{
    [Fact]
    public void HeapTypes_EveryField_HoldsNoDelegate()
    {
        var heap = typeof(Vm).Assembly.GetTypes().Where(static t => t.IsAssignableTo(typeof(HeapValue))).ToList();

        var delegates = FieldsFrom(heap).Where(static f => f.FieldType.IsAssignableTo(typeof(Delegate)) || f.FieldType.IsAssignableTo(typeof(Task)) || f.FieldType.IsAssignableTo(typeof(MemberInfo)))
            .Select(static f => $"{f.DeclaringType!.Name}.{f.Name}").ToList();

        Assert.InRange(heap.Count, 30, 500);
        Assert.Empty(delegates);
    }

    [Fact]
    public void StartClock_WhileItRuns_Throws()
    {
        var vm = new Vm(Realm.Shared, VmLimits.None);
        vm.StartClock(TestContext.Current.CancellationToken);

        var refused = Assert.Throws<InvalidOperationException>(() => vm.StartClock(TestContext.Current.CancellationToken));

        Assert.Contains("computing already", refused.Message, StringComparison.Ordinal);
        vm.StopClock();
        vm.StartClock(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Charge_FarMoreAllocatedThanAnnounced_EndsTheRun()
    {
        var vm = new Vm(Realm.Shared, VmLimits.None);
        vm.StartClock(TestContext.Current.CancellationToken);
        GC.KeepAlive(new byte[40 << 20]);

        var ended = Assert.Throws<ScriptTerminated>(() => vm.Charge(Vm.SliceUnits + 1));

        Assert.Equal(LimitKind.Memory, ended.Limit);
        Assert.True(vm.IsDead);
    }

    [Fact]
    public async Task RunAsync_HostFunctionThatAllocatesMuch_IsNotTheScriptsFault()
    {
        var host = new ScriptHost().AddImmediateFunction("work", static _ => new byte[40 << 20].Length);

        var result = await Script.RunAsync("for (let i = 0; i < 3; i++) work(); for (let i = 0; i < 50000; i++); return work()", host, null, TestContext.Current.CancellationToken);

        Assert.Equal(40 << 20, (int)result.GetValueOrThrow()!);
    }

    [Theory]
    [InlineData(Opcode.Nop + 1)]
    [InlineData((Opcode)60_000)]
    public void Run_UnknownInstruction_Throws(object opcode)
    {
        var block = CodeCompiler.Compile(Parser.Parse(new SourceText("1"), ParserOptions.Script));
        block.Instructions[0] = (ulong)(Opcode)opcode;
        var vm = new Vm(Realm.Shared, VmLimits.None);

        var thrown = Assert.Throws<InvalidOperationException>(() => vm.Call(new ScriptFunction(vm.FunctionShape, new ScriptCode(vm, block), []), Value.Undefined));

        Assert.Contains("no code for the instruction", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ProgramTooLargeForItsMemory_EndsBeforeItIsParsed()
    {
        var source = string.Concat(Enumerable.Repeat("f(a);", 20_000));
        var limits = new ScriptLimits { Memory = 4 << 20 };
        await Script.RunAsync("1", null, limits, TestContext.Current.CancellationToken);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var run = Script.RunAsync(source, null, limits, TestContext.Current.CancellationToken);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(LimitKind.Memory, Assert.IsType<ScriptLimitReached>((await run).Outcome).Limit);
        Assert.InRange(allocated, 0, 200_000);
    }

    [Theory]
    [InlineData("if (x) { const y = list.map(v => v.id + 1).filter(Boolean); console.log(`a ${y.length}`); } else { throw new Error('bad'); }\n", 2_000)]
    [InlineData("a;", 40_000)]
    [InlineData("f(a, b);", 20_000)]
    [InlineData("x = [1, 'two', { three: 3 }];", 8_000)]
    public async Task RunAsync_LargeProgram_AnnouncesWhatReadingItTakes(string statement, int times)
    {
        var source = "return 1;" + string.Concat(Enumerable.Repeat(statement, times));
        var limits = new ScriptLimits { Memory = 512 << 20 };
        await Script.RunAsync(source, null, limits, TestContext.Current.CancellationToken);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var run = Script.RunAsync(source, null, limits, TestContext.Current.CancellationToken);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        var result = await run;
        Assert.True(allocated <= (result.Announced * 2) + 500_000, $"Allocated {allocated:N0} bytes, announced {result.Announced:N0}.");
    }

    [Theory]
    [InlineData("() => 1")]
    [InlineData("Symbol()")]
    [InlineData("{ a: [function f() {}] }")]
    public async Task StructuredClone_WhatHasNoCopy_ThrowsADataCloneError(string value)
    {
        var result = await Script.RunAsync($"try {{ structuredClone({value}) }} catch (e) {{ return [e.name, e.code, e instanceof Error].join() }}", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("DataCloneError,25,true", (string)result.GetValueOrThrow()!);
    }

    // All fields of these types and of whatever of ours they refer to, but for the table of built-ins, which is the process's and no heap's.
    private static List<FieldInfo> FieldsFrom(List<Type> types)
    {
        HashSet<Type> seen = [.. types];
        var open = new Stack<Type>(types);
        List<FieldInfo> all = [];
        while (open.TryPop(out var type))
        {
            const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            foreach (var field in type.GetFields(Declared))
            {
                all.Add(field);
                IEnumerable<Type> parts = [field.FieldType, field.FieldType.GetElementType() ?? typeof(object), .. field.FieldType.GetGenericArguments()];
                foreach (var part in parts.Where(p => p.Assembly == typeof(Vm).Assembly && p != typeof(NativeEntry) && p != typeof(Vm) && !p.IsAssignableTo(typeof(Delegate)) && seen.Add(p)))
                    open.Push(part);
            }
        }

        return all;
    }
}
