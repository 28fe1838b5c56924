using System.CommandLine;
using AgentFlow.Sandbox.Packs;
using AgentFlow.Sandbox.Permissions;
using AgentFlow.Sqlite;
using Spectre.Console;

namespace AgentFlow.Cli;

/// <summary>What the command line grants to tools: the clock, random numbers and lines on standard error; everything else only where it is named.</summary>
internal sealed class ToolGrants
{
    private readonly Option<string[]> _net = Many("--net", "A host that may be asked, such as api.example.org or *.example.org. May be repeated.", "host");
    private readonly Option<string[]> _files = Many("--files", "A folder that may be read, by the name that the tool has for it. May be repeated.", "name=folder");
    private readonly Option<string[]> _sql = Many("--sql", "A SQLite file that may be read, by the name that the tool has for it. May be repeated.", "name=file");
    private readonly Option<string[]> _secrets = Many("--secret", "A secret, from the environment variable of its name, and the host that it may be sent to. May be repeated.", "name=host");

    public void AddTo(Command command)
    {
        command.Add(_net);
        command.Add(_files);
        command.Add(_sql);
        command.Add(_secrets);
    }

    public ToolPackOptions Read(ParseResult parsed, CliConsole console)
    {
        var hosts = parsed.GetValue(_net)!;
        var roots = Pairs(parsed, _files).ToDictionary(p => p.Name, p => new FileRoot { Path = p.Value }, StringComparer.Ordinal);
        return new ToolPackOptions
        {
            Grants = new SandboxGrants
            {
                Net = hosts.Length == 0 ? null : new NetGrant { Hosts = hosts, Methods = ["GET", "HEAD", "POST"] },
                Files = roots.Count == 0 ? null : new FilesGrant { Roots = roots },
                Sql = Pairs(parsed, _sql).ToDictionary(p => p.Name, p => (SqlQuery)new ReadOnlyDatabase(p.Value).QueryAsync, StringComparer.Ordinal),
                Secrets = Pairs(parsed, _secrets).GroupBy(p => p.Name, StringComparer.Ordinal)
                    .ToDictionary(g => g.Key, g => SecretGrant.Of(Secret(g.Key), [.. g.Select(p => p.Value)]), StringComparer.Ordinal),
                Clock = true,
                Random = true,
                Log = line => console.Error.MarkupLineInterpolated($"[grey]{line.Tool} {line.Level}: {line.Message}[/]"),
            },
        };
    }

    private static string Secret(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new ArgumentException($"The environment variable '{name}' is not set. It has the secret of that name.");

    private static IEnumerable<(string Name, string Value)> Pairs(ParseResult parsed, Option<string[]> option)
    {
        foreach (var pair in parsed.GetValue(option)!)
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || at == pair.Length - 1)
                throw new ArgumentException($"'{pair}' is not of the form {option.HelpName}, as {option.Name} takes it.");
            yield return (pair[..at], pair[(at + 1)..]);
        }
    }

    private static Option<string[]> Many(string name, string description, string help) => new(name) { Description = description, HelpName = help, DefaultValueFactory = _ => [] };
}
