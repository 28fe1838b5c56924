namespace AgentFlow.JavaScript.Machine;

/// <summary>What scripts look for and do not find here, with what to use instead: worded for a model that mends its code.</summary>
internal static class MissingGlobals
{
    private const string OnlyBytes = "use an ordinary array, or Uint8Array for bytes";

    private static readonly Dictionary<string, string> Hints = new(StringComparer.Ordinal)
    {
        ["require"] = "modules cannot be loaded here; use the functions that are given and the language itself",
        ["module"] = "this is no module; return the result with 'return'",
        ["exports"] = "this is no module; return the result with 'return'",
        ["process"] = "there is no process here; use the functions that are given",
        ["window"] = "there is no browser here; use globalThis for globals",
        ["document"] = "there is no DOM here; work on text and data",
        ["self"] = "there is no worker here; use globalThis for globals",
        ["global"] = "use globalThis",
        ["Buffer"] = "use TextEncoder, TextDecoder, atob and btoa",
        ["fetch"] = "there is no network here unless a function for it is given",
        ["XMLHttpRequest"] = "there is no network here unless a function for it is given",
        ["setTimeout"] = "there are no timers here; await a promise instead",
        ["setImmediate"] = "there are no timers here; await a promise instead",
        ["queueMicrotask"] = "use Promise.resolve().then(...)",
        ["performance"] = "use Date.now()",
        ["crypto"] = "there is no cryptography here unless a function for it is given",
        ["fs"] = "there are no files here unless a function for them is given",
        ["localStorage"] = "nothing is kept between runs here; return what is needed later",
        ["prompt"] = "there is nobody to ask here; use the functions that are given",
        ["print"] = "use console.log",
        ["setInterval"] = "there are no timers here; use a loop",
        ["alert"] = "use console.log",
        ["Deno"] = "there is no process here; use the functions that are given",
        ["Bun"] = "there is no process here; use the functions that are given",
        ["Intl"] = "there is no Intl here; use toLocaleString or format by hand",
        ["Temporal"] = "use Date",
        ["WebAssembly"] = "there is only JavaScript here",
        ["WeakRef"] = "runs are repeatable here, so nothing can depend on the garbage collector",
        ["FinalizationRegistry"] = "runs are repeatable here, so nothing can depend on the garbage collector",
        ["Int32Array"] = OnlyBytes,
        ["Uint32Array"] = OnlyBytes,
        ["Float32Array"] = OnlyBytes,
        ["Float64Array"] = OnlyBytes,
        ["DataView"] = OnlyBytes,
        ["SharedArrayBuffer"] = "there is one thread here",
        ["Atomics"] = "there is one thread here",
    };

    /// <summary>The whole message, or null for a name that is just unknown.</summary>
    public static string? Explain(string name) => Hints.TryGetValue(name, out var hint) ? $"{name} is not defined: {hint}." : null;
}
