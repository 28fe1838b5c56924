using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace AgentFlow.JavaScript.Tests.Fuzz;

/// <summary>Runs programs in <c>node</c>: all of a batch in one process, each as the body of a strict async function.</summary>
internal static class NodeRunner
{
    private const string Script = """
        let text = '';
        process.stdin.setEncoding('utf8');
        process.stdin.on('data', part => text += part);
        process.on('unhandledRejection', () => {});
        process.stdin.on('end', async () => {
          const AsyncFunction = (async () => {}).constructor;
          const results = [];
          for (const program of JSON.parse(text)) {
            try { results.push(await new AsyncFunction('"use strict";\n' + program)()); }
            catch (e) { results.push('not a program: ' + e.message); }
          }
          process.stdout.write(JSON.stringify(results));
        });
        """;

    /// <summary>What each program returned; null where node is not installed.</summary>
    public static async Task<string[]?> RunAsync(IReadOnlyList<string> programs, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node", ["-e", Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            using var node = Process.Start(start)!;
            var answer = node.StandardOutput.ReadToEndAsync(cancellationToken);
            await node.StandardInput.WriteAsync(JsonSerializer.Serialize(programs)).ConfigureAwait(false);
            node.StandardInput.Close();
            return JsonSerializer.Deserialize<string[]>(await answer.ConfigureAwait(false));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
