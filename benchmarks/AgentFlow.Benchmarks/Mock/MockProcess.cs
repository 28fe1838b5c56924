using System.Diagnostics;

namespace AgentFlow.Benchmarks.Mock;

/// <summary>The mock server in a process of its own, so that its time and its memory do not count as ours.</summary>
internal sealed class MockProcess : IAsyncDisposable
{
    private readonly Process _process;

    private MockProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<MockProcess> StartAsync()
    {
        var executable = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no executable that could be started again.");
        var start = new ProcessStartInfo(executable) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(executable) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (var argument in (string[])["mock-server", "--port", "0"])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The mock server ended before it printed its address.");
        return new MockProcess(process, new Uri(line));
    }

    /// <summary>The base address of an OpenAI-compatible endpoint that does what <paramref name="path"/> says.</summary>
    public Uri Endpoint(string path) => new(Address, path + "/v1");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
