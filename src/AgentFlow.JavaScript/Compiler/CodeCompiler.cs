using AgentFlow.JavaScript.Compiler.Scopes;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler;

/// <summary>Compiles a program: scope analysis first, then one function after the other.</summary>
/// <remarks>
/// Functions wait in a list until their enclosing function is done. So the .NET stack does not grow with the nesting of functions, and a function that
/// has to be generated a second time, with wide jumps, does not take those in it along.
/// </remarks>
internal static class CodeCompiler
{
    private const int MaxInstructions = 1_000_000;

    /// <exception cref="CodeTooLargeException">A function has more names, registers or property accesses than an instruction can address.</exception>
    public static CodeBlock Compile(Program program)
    {
        var tree = ScopeAnalyzer.Analyze(program);
        var result = new CodeBlock[1];
        Stack<FunctionRequest> waiting = new();
        waiting.Push(new FunctionRequest(FunctionPart.Program, program, tree.FunctionOf(program), "", []) { Text = program, Target = result });
        var instructions = 0;
        while (waiting.TryPop(out var request))
        {
            var block = request.Target[request.Slot] = Compile(request, program.Source, tree, out var inner);
            if ((instructions += block.Instructions.Length) > MaxInstructions)
                throw new CodeTooLargeException("statements, with all others", block.Start);

            foreach (var next in inner)
                waiting.Push(next);
        }

        return result[0];
    }

    private static CodeBlock Compile(FunctionRequest request, SourceText source, ScopeTree tree, out List<FunctionRequest> inner)
    {
        CodeBlock block;
        try
        {
            block = new FunctionCompiler(request, source, tree, wide: false).Compile(out inner);
        }
        catch (ShortJumpException)
        {
            block = new FunctionCompiler(request, source, tree, wide: true).Compile(out inner);
        }

        CodeVerifier.Check(block);

        return block;
    }
}
