using AgentFlow.Prompts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace AgentFlow.Hosting;

/// <summary>
/// The prompts of a folder, read again a tenth of a second after its files have changed. Files that cannot be used are logged, and the prompts
/// stay what they were. Safe to use from several threads.
/// </summary>
public sealed partial class PromptFolder : IDisposable
{
    /// <summary>Editors write a file in several steps; the time after the last of them.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    private readonly string _folder;
    private readonly ILogger<PromptFolder>? _logger;
    private readonly FileSystemWatcher _watcher;
    private readonly ITimer _timer;
    private CancellationTokenSource _changed = new();
    private volatile PromptLibrary _current;

    /// <summary>Reads the folder and begins to watch it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of files that cannot be used, and of changes; null for nobody.</param>
    /// <exception cref="PromptFileException">Files cannot be used; says where.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public PromptFolder(string folder, TimeProvider time, ILogger<PromptFolder>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        _folder = folder;
        _logger = logger;
        _current = Read();
        _timer = time.CreateTimer(static state => ((PromptFolder)state!).Reload(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        _watcher.Changed += (_, _) => Schedule();
        _watcher.Created += (_, _) => Schedule();
        _watcher.Deleted += (_, _) => Schedule();
        _watcher.Renamed += (_, _) => Schedule();
        _watcher.Error += (_, _) => Schedule();
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>The built-in prompts and those of the folder, as they are now.</summary>
    public PromptLibrary Current => _current;

    /// <summary>A token that fires once, when the prompts have changed; then ask for the next one, as <see cref="ChangeToken.OnChange(Func{IChangeToken}, Action)"/> does.</summary>
    public IChangeToken GetReloadToken() => new CancellationChangeToken(Volatile.Read(ref _changed).Token);

    /// <summary>Stops watching.</summary>
    public void Dispose()
    {
        _watcher.Dispose();
        _timer.Dispose();
    }

    private void Schedule() => _timer.Change(Quiet, Timeout.InfiniteTimeSpan);

    private PromptLibrary Read() => PromptLibrary.BuiltIn.With(PromptLibrary.Load(_folder));

    private void Reload()
    {
        try
        {
            _current = Read();
        }
        catch (Exception error) when (error is PromptFileException or IOException or UnauthorizedAccessException)
        {
            if (_logger is not null)
                LogRefused(_logger, _folder, error.Message);
            return;
        }
        if (_logger is not null)
            LogReloaded(_logger, _folder, _current.Count);
        Interlocked.Exchange(ref _changed, new CancellationTokenSource()).Cancel();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The prompts of '{Folder}' were read again: {Count} with the built-in ones.")]
    private static partial void LogReloaded(ILogger logger, string folder, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The prompts of '{Folder}' have changed and cannot be used; those read before stay. {Problems}")]
    private static partial void LogRefused(ILogger logger, string folder, string problems);
}
