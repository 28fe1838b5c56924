using System.Text;

namespace AgentFlow.KillTarget;

/// <summary>
/// The world outside: a file to which every side effect adds one line, flushed to the disk, so that it can be counted after the process
/// was killed. Lines are <c>tool key</c>.
/// </summary>
public sealed class Effects(string path)
{
    private readonly Lock _gate = new();

    public void Happen(string tool, string key)
    {
        lock (_gate)
        {
            // Alone among all processes: an appended line goes to where the end was when the file was opened, and two would lie on one another.
            using var alone = Lock();
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            file.Write(Encoding.UTF8.GetBytes($"{tool} {key}\n"));
            file.Flush(flushToDisk: true);
        }
    }

    private FileStream Lock()
    {
        while (true)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException)
            {
                Thread.Sleep(1);
            }
        }
    }

    public bool Happened(string tool, string key) => Read().Contains($"{tool} {key}");

    public string[] Read()
    {
        lock (_gate)
        {
            if (!File.Exists(path))
                return [];
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }
}
