using AgentFlow.Sandbox.Permissions;

namespace AgentFlow.Sandbox.Tests.Permissions;

public sealed class FilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("agentflow-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Files_WrittenListedAndRead_AreTextsOnDisk()
    {
        Directory.CreateDirectory(At("root/sub"));

        var result = await RunAsync("""
            await files.write('data/sub/a.txt', 'a longer text');
            await files.write('data/sub/a.txt', 'grüße');
            return [await files.read('data/sub/a.txt'), await files.list('data'), await files.list('data/sub')];
            """);

        Assert.Equal("""["gr\u00FC\u00DFe",[{"name":"sub","type":"folder"}],[{"name":"a.txt","type":"file"}]]""", result);
        Assert.Equal("grüße", await File.ReadAllTextAsync(At("root/sub/a.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Read_FileLargerThanTheLimit_IsRefusedAlsoWhenItsSizeIsNotKnown()
    {
        Directory.CreateDirectory(At("root"));
        await File.WriteAllTextAsync(At("root/a.txt"), new string('x', 101), TestContext.Current.CancellationToken);

        var result = await RunAsync("return await files.read('data/a.txt');");

        Assert.Equal("The file has 101 bytes; at most 100 are read.", result);
    }

    [Fact]
    public async Task Files_RootThatIsALink_IsWhatTheHostSaid()
    {
        Directory.CreateDirectory(At("real"));
        await File.WriteAllTextAsync(At("real/a.txt"), "here", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(At("root"), At("real"));

        var result = await RunAsync("return await files.read('data/a.txt');");

        Assert.Equal("\"here\"", result);
    }

    [Fact]
    public async Task Files_FolderThatIsExchangedForALinkAllTheTime_NeverGivesWhatIsOutside()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere links are looked for and not opened past; see docs/sandbox.md.");
        Directory.CreateDirectory(At("root/flip"));
        Directory.CreateDirectory(At("outside"));
        await File.WriteAllTextAsync(At("root/flip/a.txt"), "inside", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(At("outside/a.txt"), "outside", TestContext.Current.CancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var flips = 0;
        var flipping = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Directory.Move(At("root/flip"), At("root/away"));
                File.CreateSymbolicLink(At("root/flip"), At("outside"));
                File.Delete(At("root/flip"));
                Directory.Move(At("root/away"), At("root/flip"));
                Volatile.Write(ref flips, flips + 1);
            }
        }, TestContext.Current.CancellationToken);

        var result = await RunAsync("""
            const seen = {};
            for (let i = 0; i < 4000; i++) {
                const text = await files.read('data/flip/a.txt').catch(() => 'refused');
                seen[text] = 1;
                await files.write('data/flip/a.txt', 'inside').catch(() => 0);
                for (const e of await files.list('data/flip').catch(() => [])) seen[e.name] = 1;
            }
            return Object.keys(seen).sort();
            """);
        await stop.CancelAsync();
        await flipping;

        Assert.True(flips > 0);
        Assert.DoesNotContain("outside", result, StringComparison.Ordinal);
        Assert.Contains("inside", result, StringComparison.Ordinal);
        Assert.Contains("refused", result, StringComparison.Ordinal);
        Assert.Equal("outside", await File.ReadAllTextAsync(At("outside/a.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Files_WhatWasUsedAndRefused_IsInTheUses()
    {
        Directory.CreateDirectory(At("root"));
        var context = Sandboxed.Context();

        await Sandboxed.RunAsync("""
            await files.write('data/a.txt', 'four');
            await files.read('data/a.txt');
            await files.list('data');
            await files.read('data/../a.txt').catch(() => 0);
            """, """{"files":true}""", Grants(), context);

        Assert.Equal(
            ["write data/a.txt: ok 4", "read data/a.txt: ok 4", "list data: ok ", "read data/../a.txt: refused: The path 'data/../a.txt' cannot be used: '..' is not allowed in it. "],
            context.Uses.Select(u => $"{u.What}: {u.Outcome} {u.Bytes}"));
    }

    /// <summary>What other systems use, by itself: here <see cref="LinuxFolder"/> is taken.</summary>
    [Fact]
    public void LinkFreeFolder_LinksOnTheWay_AreNotFollowed()
    {
        Directory.CreateDirectory(At("root/sub"));
        File.WriteAllText(At("root/sub/a.txt"), "a");
        File.WriteAllText(At("b.txt"), "b");
        File.CreateSymbolicLink(At("root/link.txt"), At("b.txt"));
        File.CreateSymbolicLink(At("root/up"), At("."));

        using var file = LinkFreeFolder.OpenFile(At("root"), ["sub", "a.txt"], isWrite: false);

        Assert.NotNull(file);
        Assert.Null(LinkFreeFolder.OpenFile(At("root"), ["link.txt"], isWrite: false));
        Assert.Null(LinkFreeFolder.OpenFile(At("root"), ["up", "b.txt"], isWrite: true));
        Assert.Null(LinkFreeFolder.OpenFile(At("root"), ["sub"], isWrite: false));
        Assert.Null(LinkFreeFolder.Resolve(At("root"), ["up"]));
    }

    private string At(string path) => Path.Combine(_folder.FullName, path);

    private SandboxGrants Grants() => new()
    {
        Files = new() { Roots = new Dictionary<string, FileRoot> { ["data"] = new() { Path = At("root"), CanWrite = true } }, MaxFileBytes = 100 },
    };

    private Task<string> RunAsync(string script) => Sandboxed.RunAsync(script, """{"files":true}""", Grants());
}
