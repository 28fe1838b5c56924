using AgentFlow.JavaScript.Compiler;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Tests.Compiler;

/// <summary>Compiles source text for tests of the compiler, whose output no public API shows.</summary>
internal static class Compiled
{
    public static CodeBlock Program(string source) => Block(source, ParserOptions.ModelCode);

    public static CodeBlock Script(string source) => Block(source, ParserOptions.Script);

    /// <summary>The disassembly of the only function in a program.</summary>
    public static string Function(string source)
    {
        var text = Disassembler.Write(Program(source).Functions[0]);

        return text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..].TrimEnd();
    }

    private static CodeBlock Block(string source, ParserOptions options) =>
        CodeCompiler.Compile(Parser.Parse(new SourceText(source), options));
}
