using AgentFlow.JavaScript.Compiler;
using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Tests.Compiler;

/// <summary>What code comes out: the machine's speed is decided here, and only the disassembly shows it.</summary>
public sealed class CodeCompilerTests
{
    [Fact]
    public void Compile_RecursiveCall_NeedsNoMoveOfItsArguments()
    {
        var code = Compiled.Function("function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2) }");

        Assert.Equal(
            """
                0  JumpIfNotLessInt r2, 2, ->2
                1  Return r2
                2  GetCaptured r5, cell 0
                3  SubInt r7, r2, 1
                4  Call r4, r5, 1
                5  GetCaptured r6, cell 0
                6  SubInt r8, r2, 2
                7  Call r5, r6, 1
                8  Add r3, r4, r5
                9  Return r3
               10  ReturnUndefined
            """,
            code);
    }

    [Fact]
    public void Compile_CountingLoop_TestsAtTheEndAndLoadsItsLimitOnce()
    {
        var code = Compiled.Function("function f() { let s = 0; for (let i = 0; i < 1000000; i++) s += i % 7; return s }");

        Assert.Equal(
            """
                0  LoadInt r2, 0
                1  LoadInt r3, 0
                2  LoadInt r4, 1000000
                3  Jump ->7
                4  ModInt r5, r3, 7
                5  Add r2, r2, r5
                6  Increment r3, r3
                7  JumpIfLess r3, r4, ->4
                8  Return r2
                9  ReturnUndefined
            """,
            code);
    }

    [Fact]
    public void Compile_OperandAssignedLater_IsCopied()
    {
        var code = Compiled.Function("function f(x) { return x + (x = 5) }");

        Assert.Equal(
            """
                0  Move r4, r2
                1  LoadInt r5, 5
                2  Move r2, r5
                3  Add r3, r4, r5
                4  Return r3
                5  ReturnUndefined
            """,
            code);
    }

    [Fact]
    public void Compile_ReturnThroughFinally_RunsTheBlockOnce()
    {
        var code = Compiled.Function("function f(a) { try { return a } finally { b() } }");

        Assert.Equal(
            """
                0  Move r3, r2
                1  LoadInt r4, 2
                2  Jump ->6
                3  LoadInt r4, 0
                4  Jump ->6
                5  LoadInt r4, 1
                6  GetGlobal r6, b @0
                7  Call r5, r6, 0
                8  JumpIfNotStrictEqualInt r4, 1, ->10
                9  Throw r3
               10  JumpIfNotStrictEqualInt r4, 2, ->12
               11  Return r3
               12  ReturnUndefined
            """,
            code);
    }

    [Fact]
    public void Compile_VariableUsedBeforeItsDeclaration_IsChecked()
    {
        var early = Compiled.Function("function f() { x; let x = 1 }");
        var late = Compiled.Function("function f() { let x = 1; return x }");

        Assert.Contains("CheckHole r2, x", early, StringComparison.Ordinal);
        Assert.DoesNotContain("Hole", late, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_LoopVariableInAClosure_IsRenewedEveryIteration()
    {
        var code = Compiled.Function("function f(a) { for (let i = 0; i < 3; i++) a.push(() => i) }");

        Assert.Contains("CloneCell r3", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_JumpTooFarForAShortOne_TakesWideJumps()
    {
        var body = string.Concat(Enumerable.Repeat("a.b = a.c + 1;\n", 12_000));

        var block = Compiled.Program($"function f(a, n) {{ while (n > 0) {{ {body} n--; }} for (const x of a) {{ {body} }} }}");

        Assert.Null(CodeVerifier.Verify(block.Functions[0]));
        Assert.True(block.Functions[0].Instructions.Length > 65_536);
    }

    [Fact]
    public void Compile_ManyLiteralsOfTheSameKeys_ShareOneListOfKeys()
    {
        var block = Compiled.Program($"return [{string.Join(',', Enumerable.Repeat("{ a: 1, b: 2 }", 30_000))}, {{ b: 1, a: 2 }}]");

        Assert.Equal(2, block.ObjectLiterals.Length);
    }

    [Theory]
    [InlineData("for (const x of y) {", "return;", "}", 90, 30_000)]
    [InlineData("", "x => x;", "", 1, 30_000)]
    public void Compile_CodeMuchLongerThanItsSource_IsRefused(string open, string inner, string close, int depth, int count)
    {
        var source = string.Concat(Enumerable.Repeat(open, depth)) + string.Concat(Enumerable.Repeat(inner, count)) + string.Concat(Enumerable.Repeat(close, depth));

        Assert.Throws<CodeTooLargeException>(() => Compiled.Program(source));
    }

    [Fact]
    public void Compile_MoreNamesThanAnInstructionCanAddress_SaysSo()
    {
        var source = string.Concat(Enumerable.Range(0, 66_000).Select(static i => $"a.n{i};"));

        var exception = Assert.Throws<CodeTooLargeException>(() => Compiled.Program(source));

        Assert.Contains("different names", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_MoreParametersThanRegisters_SaysSo()
    {
        var source = $"function f({string.Join(',', Enumerable.Range(0, 70_000).Select(static i => $"p{i}"))}) {{ }}";

        var exception = Assert.Throws<CodeTooLargeException>(() => Compiled.Program(source));

        Assert.Contains("too many variables", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_ManyCapturesThroughManyFunctions_SaysSo()
    {
        var names = Enumerable.Range(0, 20_000).Select(static i => $"v{i}").ToArray();
        var source = $"let {string.Join(',', names)}; {string.Concat(Enumerable.Repeat("() => {", 90))} {string.Join(';', names)} {new string('}', 90)}";

        var exception = Assert.Throws<CodeTooLargeException>(() => Compiled.Program(source));

        Assert.Contains("enclosing functions", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_ClassOfVeryManyPrivateAccessors_TakesLinearTime()
    {
        var accessors = string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"get #a{i}() {{}} "));

        var block = Compiled.Program($"class A {{ {accessors} }}");

        Assert.Null(CodeVerifier.Verify(block));
    }

    [Theory]
    [InlineData("1", " + 1")]
    [InlineData("a", ".b")]
    [InlineData("a", "()")]
    [InlineData("a", " || b")]
    [InlineData("a", " && b || c")]
    [InlineData("if (a) b", "; else if (c) d")]
    public void Compile_LongChain_NeedsNoDeepStack(string start, string link)
    {
        var source = start + string.Concat(Enumerable.Repeat(link, 20_000));

        var block = OnSmallStack(source);

        Assert.NotNull(block);
    }

    [Theory]
    [InlineData("[", "1", "]")]
    [InlineData("({ a: ", "1", "})")]
    [InlineData("f(", "1", ")")]
    [InlineData("(() => ", "1", ")")]
    [InlineData("{", "a", "}")]
    [InlineData("if (a) {", "b", "}")]
    [InlineData("try {", "b", "} finally { c }")]
    [InlineData("for (const x of a) {", "b", "}")]
    [InlineData("`${", "1", "}`")]
    [InlineData("- ", "1", "")]
    [InlineData("a ? b : (", "c", ")")]
    [InlineData("let x = class { m() {", "let x = 1", "} }")]
    [InlineData("let x = function () {", "let x = 1", "}")]
    [InlineData("x = y = z = ", "1", "")]
    [InlineData("!(a && ", "b", ")")]
    public void Compile_DeepNesting_EndsWithinASmallStack(string open, string inner, string close)
    {
        var deepest = 0;

        for (var depth = 1; depth < 250; depth += 7)
        {
            var source = string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth));
            if (OnSmallStack(source) is not null)
                deepest = depth;
        }

        Assert.InRange(deepest, 20, 250);
    }

    /// <summary>The block, or null where parser or compiler say that the nesting is too deep.</summary>
    private static CodeBlock? OnSmallStack(string source)
    {
        CodeBlock? block = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    block = Compiled.Program(source);
                }
                catch (Exception exception) when (exception is CodeTooLargeException or AgentFlow.JavaScript.Syntax.SourceErrorException)
                {
                }
            },
            maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();

        return block;
    }

    [Fact]
    public void IsShortJump_EveryOpcode_AgreesWithTheTableOfOperands()
    {
        foreach (var op in Enum.GetValues<Opcode>())
            Assert.Equal(OpcodeTable.Operands(op).Contains(OperandKind.ShortTarget), OpcodeTable.IsShortJump(op));
    }

    [Fact]
    public void Operands_EveryOpcodeButThoseWithout_AreKnown()
    {
        var without = Enum.GetValues<Opcode>().Where(static op => OpcodeTable.Operands(op).IsEmpty);

        Assert.Equal([Opcode.ReturnUndefined, Opcode.CreateGenerator, Opcode.Nop], without);
    }

    [Fact]
    public void Verify_RegisterOutOfRange_IsReported()
    {
        var block = new CodeBlock
        {
            Kind = CodeKind.Function,
            RegisterCount = 3,
            Instructions = [Instruction.Encode(Opcode.Move, 2, 3), Instruction.Encode(Opcode.Return, 2)],
            Source = new AgentFlow.JavaScript.Syntax.SourceText(""),
        };

        var problem = CodeVerifier.Verify(block);

        Assert.Equal("operand b (Read) is out of range at 0: Move", problem);
    }
}
