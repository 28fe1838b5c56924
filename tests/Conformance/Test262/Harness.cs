using System.Collections.Concurrent;
using AgentFlow.JavaScript.Compiler;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Test262;

/// <summary>The suite's own scripts that tests include, compiled once: code belongs to no machine.</summary>
internal sealed class Harness(string checkout)
{
    private readonly ConcurrentDictionary<string, CodeBlock> _files = new(StringComparer.Ordinal);

    public CodeBlock this[string file] => _files.GetOrAdd(file, name =>
        CodeCompiler.Compile(Parser.Parse(new SourceText(File.ReadAllText(Path.Combine(checkout, "harness", name)), name), ParserOptions.Script)));

    /// <summary>What runs before a test, in order.</summary>
    public IEnumerable<CodeBlock> For(TestFile test)
    {
        if (test.IsRaw)
            yield break;
        yield return this["assert.js"];
        yield return this["sta.js"];
        if (test.IsAsync)
            yield return this["doneprintHandle.js"];
        foreach (var file in test.Includes)
            yield return this[file];
    }
}
