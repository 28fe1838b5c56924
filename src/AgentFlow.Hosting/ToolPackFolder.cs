using AgentFlow.Sandbox.Packs;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace AgentFlow.Hosting;

/// <summary>
/// The tools of a folder, read again when its files have changed, which is looked at every second: that also finds what changes on file systems that tell nobody. A tool
/// that cannot be used any more is logged and stays what it was. Safe to use from several threads.
/// </summary>
public sealed partial class ToolPackFolder : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string _folder;
    private readonly ILogger<ToolPackFolder>? _logger;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private CancellationTokenSource _changed = new();
    private volatile ToolPack _current;
    private string _stamp;

    /// <summary>Reads the folder and begins to watch it.</summary>
    /// <param name="folder">The folder of the tools' folders.</param>
    /// <param name="options">What the host allows; the clock of its grants is also that of the watch. Null for the defaults, which grant no permission.</param>
    /// <param name="logger">Told of tools that cannot be used, and of changes; null for nobody.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public ToolPackFolder(string folder, ToolPackOptions? options = null, ILogger<ToolPackFolder>? logger = null)
    {
        options ??= new ToolPackOptions();
        _folder = folder;
        _logger = logger;
        // What is written while the folder is being read must not be taken for read.
        _stamp = Directory.Exists(folder) ? Stamp() : string.Empty;
        _current = ToolPack.Load(folder, options);
        Report();
        _timer = options.Grants.TimeProvider.CreateTimer(static state => ((ToolPackFolder)state!).Look(), this, Interval, Interval);
    }

    /// <summary>The tools as they are now.</summary>
    public ToolPack Current => _current;

    /// <summary>The functions of <see cref="Current"/>. Those that an agent has already answer with the newest version, unless its contract is another; see <see cref="ToolPack.Reload"/>.</summary>
    public IReadOnlyList<AIFunction> Tools => _current.Tools;

    /// <summary>A token that fires once, when the folder was read again; then ask for the next one, as <see cref="ChangeToken.OnChange(Func{IChangeToken}, Action)"/> does.</summary>
    public IChangeToken GetReloadToken() => new CancellationChangeToken(Volatile.Read(ref _changed).Token);

    /// <summary>Stops watching.</summary>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        lock (_gate)
        {
            try
            {
                var stamp = Stamp();
                if (stamp == _stamp)
                    return;
                _current = _current.Reload();
                _stamp = stamp;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The folder is gone, or being replaced: what was read stays, and the next look may find it.
                if (_logger is not null)
                    LogUnreadable(_logger, _folder, error.Message);
                return;
            }
        }
        Report();
        Interlocked.Exchange(ref _changed, new CancellationTokenSource()).Cancel();
    }

    private void Report()
    {
        if (_logger is null)
            return;
        LogRead(_logger, _folder, _current.Tools.Count);
        foreach (var problem in _current.Problems)
            LogProblem(_logger, problem.Tool, problem.ToString());
    }

    /// <summary>Names, sizes and times of the files that may be read, so that any change of one is another text.</summary>
    private string Stamp() => string.Join('\n', new DirectoryInfo(_folder).EnumerateDirectories().Prepend(new DirectoryInfo(_folder)).SelectMany(static d => d.EnumerateFiles())
        .Select(static f => $"{f.FullName}\t{f.Length}\t{f.LastWriteTimeUtc.Ticks}").Order(StringComparer.Ordinal));

    [LoggerMessage(Level = LogLevel.Information, Message = "The tools of '{Folder}' were read: {Count} can be used.")]
    private static partial void LogRead(ILogger logger, string folder, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The tool '{Tool}' cannot be used as it is now. {Problem}")]
    private static partial void LogProblem(ILogger logger, string tool, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "The tools of '{Folder}' cannot be read; those read before stay. {Problem}")]
    private static partial void LogUnreadable(ILogger logger, string folder, string problem);
}
