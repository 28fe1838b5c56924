namespace AgentFlow.Sandbox.Permissions;

/// <summary>
/// What sandboxed tools may reach at most. Nothing is granted until it is set here, and a tool gets of it only what its manifest asks for; a manifest
/// that asks for more than this is a problem, and its tool is not loaded. Read once, when tools are loaded.
/// </summary>
public sealed class SandboxGrants
{
    /// <summary>Which web addresses may be asked (<c>net.fetch</c>).</summary>
    /// <value>Null: none.</value>
    public NetGrant? Net { get; set; }

    /// <summary>Where tools remember things (<c>kv.get</c>, <c>set</c>, <c>delete</c>, <c>list</c>): each tool for itself, for each tenant and session.</summary>
    /// <value>Null: nowhere.</value>
    public KeyValueGrant? KeyValues { get; set; }

    /// <summary>Folders whose files may be read, and written where it says so (<c>files.read</c>, <c>write</c>, <c>list</c>).</summary>
    /// <value>Null: none.</value>
    public FilesGrant? Files { get; set; }

    /// <summary>Databases by name that may be asked (<c>sql.query</c>).</summary>
    /// <value>Empty: none.</value>
    public IReadOnlyDictionary<string, SqlQuery> Sql { get; set; } = new Dictionary<string, SqlQuery>();

    /// <summary>Secrets by name, which scripts never see: the host puts them into the headers of requests.</summary>
    /// <value>Empty: none.</value>
    public IReadOnlyDictionary<string, SecretGrant> Secrets { get; set; } = new Dictionary<string, SecretGrant>();

    /// <summary>Whether tools may look at the clock (<c>clock.now</c>, and a <c>Date</c> that moves). Without it <c>Date</c> stands still at the start of the call.</summary>
    /// <value>False.</value>
    public bool Clock { get; set; }

    /// <summary>Whether tools get random numbers (<c>random.next</c>, <c>Math.random</c>) that differ from call to call. Without it <c>Math.random</c> gives the same in every call.</summary>
    /// <value>False.</value>
    public bool Random { get; set; }

    /// <summary>Where the lines of <c>log.info</c> and its like go: at most 100 of a call, each of 2,000 characters at most. May be called by several tasks at once.</summary>
    /// <value>Null: tools cannot log.</value>
    public Action<SandboxLogLine>? Log { get; set; }

    /// <summary>The names of tools that sandboxed tools may call (<c>tools.NAME(args)</c>).</summary>
    /// <value>Empty: none.</value>
    public IReadOnlyList<string> Tools { get; set; } = [];

    /// <summary>The clock of <c>Date</c>, <c>clock.now</c> and of all time limits.</summary>
    /// <value>The system's.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>A copy that later changes of this object do not reach.</summary>
    /// <exception cref="ArgumentException">Values are not valid; the message names them all.</exception>
    internal SandboxGrants ValidCopy()
    {
        List<string> problems = [];
        var copy = new SandboxGrants
        {
            Net = Net?.ValidCopy(problems),
            KeyValues = KeyValues?.ValidCopy(problems),
            Files = Files?.ValidCopy(problems),
            Sql = new Dictionary<string, SqlQuery>(Sql, StringComparer.Ordinal),
            Secrets = Secrets.ToDictionary(s => s.Key, s => s.Value.ValidCopy(s.Key, problems), StringComparer.Ordinal),
            Clock = Clock,
            Random = Random,
            Log = Log,
            Tools = [.. Tools],
            TimeProvider = TimeProvider,
        };
        return problems.Count == 0 ? copy : throw new ArgumentException($"The grants of the sandbox are not valid. {string.Join(' ', problems)}");
    }
}
