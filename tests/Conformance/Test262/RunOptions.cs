using System.Globalization;

namespace AgentFlow.JavaScript.Test262;

/// <summary>What the command line asks for.</summary>
internal sealed class RunOptions
{
    public const string Usage = """
        usage: test262 CHECKOUT [PATHS] [options]
          CHECKOUT            a checkout of tc39/test262
          PATHS               a list of paths below its 'test' folder: a JSON array, gzip or plain; all tests where absent
          --only PREFIX       only paths that start so (may be repeated)
          --milestone 1       only the first milestone's tests, which need no generators, private members, Proxy, BigInt, RegExp, Date ...
          --parse             only parse: programs that must not parse and programs that must
          --jobs N            threads (default: one for each processor)
          --failures FILE     expected failures: a new failure ends with exit code 1
          --update            with --failures: take tests that pass now out of the file
          --write             with --failures: write the file anew from this run
          --verbose           print every failure with its reason
          --depth N           how many folders deep the table goes (default 2)
        """;

    public string Checkout { get; private set; } = "";

    public string? PathList { get; private set; }

    public List<string> Only { get; } = [];

    public bool FirstMilestone { get; private set; }

    public bool ParseOnly { get; private set; }

    public int Jobs { get; private set; } = Environment.ProcessorCount;

    public string? FailuresFile { get; private set; }

    public bool Update { get; private set; }

    public bool Write { get; private set; }

    public bool Verbose { get; private set; }

    public int Depth { get; private set; } = 2;

    /// <summary>Reads the arguments; null where they make no sense.</summary>
    public static RunOptions? Read(string[] args)
    {
        var options = new RunOptions();
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var argument))
        {
            switch (argument)
            {
                case "--only" when rest.TryDequeue(out var prefix): options.Only.Add(prefix); break;
                case "--milestone" when rest.TryDequeue(out var number) && number == "1": options.FirstMilestone = true; break;
                case "--jobs" when rest.TryDequeue(out var jobs): options.Jobs = int.Parse(jobs, CultureInfo.InvariantCulture); break;
                case "--depth" when rest.TryDequeue(out var depth): options.Depth = int.Parse(depth, CultureInfo.InvariantCulture); break;
                case "--failures" when rest.TryDequeue(out var file): options.FailuresFile = file; break;
                case "--parse": options.ParseOnly = true; break;
                case "--update": options.Update = true; break;
                case "--write": options.Write = true; break;
                case "--verbose": options.Verbose = true; break;
                case var option when option.StartsWith("--", StringComparison.Ordinal): return null;
                case var path when options.Checkout.Length == 0: options.Checkout = path; break;
                case var path when options.PathList is null: options.PathList = path; break;
                default: return null;
            }
        }

        return options.Checkout.Length == 0 ? null : options;
    }
}
