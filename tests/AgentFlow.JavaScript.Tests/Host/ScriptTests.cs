using System.Text.Json.Nodes;

namespace AgentFlow.JavaScript.Tests.Host;

public sealed class ScriptTests
{
    [Theory]
    [InlineData("return 1 + 1", "2")]
    [InlineData("6 * 7", "42")]
    [InlineData("const a = [1, 'b', null, undefined, () => 1]; ({ a, skipped: undefined })", """{"a":[1,"b",null,null,null]}""")]
    [InlineData("return await Promise.resolve('later')", "\"later\"")]
    [InlineData("return [new Date(0), new Date(NaN)]", """["1970-01-01T00:00:00.000Z",null]""")]
    [InlineData("return NaN", "null")]
    [InlineData("return [new Set([1, 'a']), new Map([['k', { v: 1 }]]), new Uint8Array([1, 255])]", """[[1,"a"],[["k",{"v":1}]],[1,255]]""")]
    [InlineData("return new URL('http://a.example/b')", "\"http://a.example/b\"")]
    public async Task RunAsync_Program_GivesItsValueAsJson(string source, string expected)
    {
        var result = await Script.RunAsync(source, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(expected, result.GetValueOrThrow()?.ToJsonString() ?? "null");
    }

    [Fact]
    public async Task Idle_CallsEndedOneAtATimeFromIt_DecideWhatTheScriptDoes()
    {
        var open = new Stack<TaskCompletionSource<JsonNode?>>();
        var idle = 0;
        var host = new ScriptHost().AddFunction("ask", (_, _) =>
        {
            open.Push(new TaskCompletionSource<JsonNode?>());
            return new ValueTask<JsonNode?>(open.Peek().Task);
        });
        host.Idle = () => open.Pop().SetResult(++idle);

        var result = await Script.RunAsync(
            "const log = []; await Promise.all(['a', 'b', 'c'].map(async n => { await ask(); log.push(n); })); return log", host, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("""["c","b","a"]""", result.GetValueOrThrow()!.ToJsonString());
        Assert.Equal(3, idle);
    }

    [Theory]
    [InlineData("return [1, 2].map(async n => n)", "A Promise cannot be passed out of the script: await it first, and several with await Promise.all([...]).")]
    [InlineData("return 10n", "A BigInt cannot be passed out of the script: convert it with Number(x) or String(x).")]
    [InlineData("const s = new Set(); s.add(s); return s", "A cyclic structure cannot be passed out of the script: return plain data without references back.")]
    [InlineData("throw { code: 7 }", """The script threw an object that is no Error: {"code":7}""")]
    public async Task RunAsync_NoPlainData_SaysWhatToDo(string source, string message)
    {
        var result = await Script.RunAsync(source, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(message, Assert.IsType<ScriptThrew>(result.Outcome).Error.Message);
    }

    [Fact]
    public async Task RunAsync_NothingReturned_IsUndefined()
    {
        var result = await Script.RunAsync("let a = 1;", cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(Assert.IsType<ScriptCompleted>(result.Outcome).IsUndefined);
    }

    [Fact]
    public async Task RunAsync_NoProgram_IsInvalidWithPlaceAndFrame()
    {
        var result = await Script.RunAsync("let a = 1;\nlet b = a +;\n", cancellationToken: TestContext.Current.CancellationToken);

        var error = Assert.IsType<ScriptInvalid>(result.Outcome).Error;
        Assert.Equal((2, "SyntaxError"), (error.Line, error.Name));
        Assert.Contains("> 2 | let b = a +;", error.Frame, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ErrorNotCaught_SaysWhereAndOfWhat()
    {
        var result = await Script.RunAsync(
            "const order = {};\nfunction total(o) {\n  return o.lines.length;\n}\ntotal(order)",
            cancellationToken: TestContext.Current.CancellationToken);

        var error = Assert.IsType<ScriptThrew>(result.Outcome).Error;
        Assert.Equal("TypeError", error.Name);
        Assert.Equal("Cannot read properties of undefined ('o.lines') (reading 'length').", error.Message);
        Assert.Equal(3, error.Line);
        Assert.Contains("> 3 |   return o.lines.length;", error.Frame, StringComparison.Ordinal);
        Assert.StartsWith("at total (script.js:3:", error.Stack, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_HostFunction_IsAwaitedWithoutBlocking()
    {
        var gate = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = new ScriptHost().AddFunction("tools.search", (_, _) => new ValueTask<JsonNode?>(gate.Task));

        var run = Script.RunAsync("const r = await tools.search('x'); return r.hits + 1", host, cancellationToken: TestContext.Current.CancellationToken);
        var completedEarly = run.IsCompleted;
        gate.SetResult(new JsonObject { ["hits"] = 2 });
        var result = await run;

        Assert.False(completedEarly);
        Assert.Equal(3, (int)result.GetValueOrThrow()!);
    }

    [Fact]
    public async Task RunAsync_ManyCalls_RunInParallelUpToTheCap()
    {
        var (running, most) = (0, 0);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = new ScriptHost { ParallelCalls = 3 }.AddFunction("work", async (call, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            if (call.Number == 3)
                gate.SetResult();
            await gate.Task;
            Interlocked.Decrement(ref running);
            return call[0]!.DeepClone();
        });

        var result = await Script.RunAsync(
            "return await Promise.all([1,2,3,4,5,6,7].map(n => work(n)))", host, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("[1,2,3,4,5,6,7]", result.GetValueOrThrow()!.ToJsonString());
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task RunAsync_HostFunctionThrows_GivesASafeMessage()
    {
        var host = new ScriptHost()
            .AddFunction("secret", (_, _) => throw new InvalidOperationException("connection string: password"))
            .AddFunction("known", (_, _) => throw new ScriptHostException("No such customer. Search by name first."));

        var result = await Script.RunAsync(
            "const all = []; for (const f of [secret, known]) { try { await f() } catch (e) { all.push(`${e.name}: ${e.message}`) } } return all",
            host,
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("""["Error: The function 'secret' failed.","Error: No such customer. Search by name first."]""".Replace("'", "\\u0027", StringComparison.Ordinal), result.GetValueOrThrow()!.ToJsonString());
    }

    [Fact]
    public async Task RunAsync_HostFunctionThrows_SaysWhereItWasCalled()
    {
        var host = new ScriptHost().AddFunction("find", async (_, _) =>
        {
            await Task.Yield();
            throw new ScriptHostException("No such order.");
        });

        var result = await Script.RunAsync(
            "async function load(id) {\n  return await find(id);\n}\nreturn await load(1)", host, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(2, result.Error!.Line);
        Assert.Contains("> 2 |   return await find(id);", result.Error.Frame, StringComparison.Ordinal);
        Assert.StartsWith("at load (script.js:2:", result.Error.Stack, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_CallsNotAwaited_AreReported()
    {
        var gate = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = new ScriptHost()
            .AddFunction("slow", (_, _) => new ValueTask<JsonNode?>(gate.Task))
            .AddFunction("fast", async (_, _) =>
            {
                await Task.Yield();
                return 1;
            });

        var result = await Script.RunAsync("slow('a'); await fast(); slow('b'); return 2", host, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(2, (int)result.GetValueOrThrow()!);
        Assert.Equal(["slow a", "slow b"], result.AbandonedCalls.Select(c => $"{c.Function} {c[0]}"));
    }

    [Fact]
    public async Task GetValueOrThrow_NotCompleted_ThrowsWithTheError()
    {
        var result = await Script.RunAsync("let a = 1;\nlet b = a +;\n", cancellationToken: TestContext.Current.CancellationToken);

        var thrown = Assert.Throws<InvalidOperationException>(() => result.GetValueOrThrow());

        Assert.Contains(result.Error!.ToString(), thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("queueMicrotask(() => 1)", "queueMicrotask is not defined: use Promise.resolve().then(...).")]
    [InlineData("setTimeout(() => 1, 5)", "setTimeout is not defined: there are no timers here; await a promise instead.")]
    public async Task RunAsync_GlobalOfAnotherPlace_NamesTheAlternative(string source, string message)
    {
        var result = await Script.RunAsync(source, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(message, result.Error!.Message);
    }

    [Fact]
    public async Task RunAsync_Arguments_AreCopies()
    {
        JsonNode? kept = null;
        var host = new ScriptHost().AddImmediateFunction("keep", call =>
        {
            kept = call[0];
            return call[0];
        });

        var result = await Script.RunAsync("const a = { x: 1 }; const b = keep(a); a.x = 2; b.x = 3; return a.x", host, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(2, (int)result.GetValueOrThrow()!);
        Assert.Equal("""{"x":1}""", kept!.ToJsonString());
    }

    [Fact]
    public async Task RunAsync_NothingCanSettleThePromise_IsADeadlock()
    {
        var result = await Script.RunAsync("await new Promise(() => {})", cancellationToken: TestContext.Current.CancellationToken);

        Assert.IsType<ScriptDeadlocked>(result.Outcome);
    }

    [Fact]
    public async Task RunAsync_Cancelled_ThrowsAndCancelsTheCall()
    {
        using var source = new CancellationTokenSource();
        var cancelled = false;
        var host = new ScriptHost().AddFunction("wait", (_, token) =>
        {
            source.Cancel();
            cancelled = token.IsCancellationRequested;
            return ValueTask.FromCanceled<JsonNode?>(token);
        });

        var run = Script.RunAsync("await wait(); while (true) {}", host, cancellationToken: source.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.True(cancelled);
    }

    [Fact]
    public async Task RunAsync_CallWithoutAwait_ReportsItsRejection()
    {
        var host = new ScriptHost()
            .AddFunction("send", (_, _) => throw new ScriptHostException("The mail server is down."))
            .AddFunction("other", (_, _) => default);

        var result = await Script.RunAsync("send('a'); await other(); return 'sent'", host, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("sent", (string)result.GetValueOrThrow()!);
        Assert.Equal("The mail server is down.", Assert.Single(result.UnhandledRejections).Message);
    }

    [Fact]
    public async Task RunAsync_SameSeed_IsRepeatable()
    {
        const string source = "const a = []; for (let i = 0; i < 5; i++) a.push(Math.random()); return a";

        var first = await Script.RunAsync(source, cancellationToken: TestContext.Current.CancellationToken);
        var second = await Script.RunAsync(source, cancellationToken: TestContext.Current.CancellationToken);
        var other = await Script.RunAsync(source, new ScriptHost { RandomSeed = 2 }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(first.Value!.ToJsonString(), second.Value!.ToJsonString());
        Assert.Equal(first.Fuel, second.Fuel);
        Assert.NotEqual(first.Value.ToJsonString(), other.Value!.ToJsonString());
    }

    [Fact]
    public async Task RunAsync_BuiltInChanged_RefusesUnlessMutable()
    {
        const string source = "Array.prototype.last = function () { return this[this.length - 1] }; return [1, 2].last()";

        var frozen = await Script.RunAsync(source, cancellationToken: TestContext.Current.CancellationToken);
        var mutable = await Script.RunAsync(source, new ScriptHost { MutableBuiltIns = true }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("built-in objects are frozen", Assert.IsType<ScriptThrew>(frozen.Outcome).Error.Message, StringComparison.Ordinal);
        Assert.Equal(2, (int)mutable.GetValueOrThrow()!);
    }

    [Fact]
    public void AddFunction_NameTakenOrOdd_Throws()
    {
        var host = new ScriptHost().AddFunction("tools.a", (_, _) => default);

        Assert.Throws<ArgumentException>(() => host.AddFunction("tools", (_, _) => default));
        Assert.Throws<ArgumentException>(() => host.AddFunction("a-b", (_, _) => default));
        Assert.Throws<ArgumentException>(() => host.AddFunction("a.b.c", (_, _) => default));
        Assert.Throws<ArgumentException>(() => host.AddFunction("delete", (_, _) => default));
    }
}
