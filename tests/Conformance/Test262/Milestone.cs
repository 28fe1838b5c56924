namespace AgentFlow.JavaScript.Test262;

/// <summary>The first milestone: the language and built-ins that most programs use.</summary>
internal static class Milestone
{
    private static readonly string[] LaterFolders =
    [
        "built-ins/RegExp", "built-ins/Date", "built-ins/Proxy", "built-ins/Reflect", "built-ins/BigInt", "built-ins/Generator", "built-ins/Async",
    ];

    private static readonly HashSet<string> LaterFeatures =
    [
        "generators", "async-iteration", "class-fields-private", "class-methods-private", "class-static-fields-private",
        "class-static-methods-private", "class-fields-private-in", "Proxy", "proxy-missing-checks", "Reflect", "Reflect.construct", "Reflect.set",
        "Reflect.setPrototypeOf", "BigInt", "Symbol.species", "Symbol.match", "Symbol.matchAll", "Symbol.replace", "Symbol.search", "Symbol.split",
        "Symbol.hasInstance", "Symbol.isConcatSpreadable", "Symbol.toPrimitive", "Symbol.toStringTag", "Symbol.unscopables",
        "Symbol.asyncIterator", "regexp-named-groups", "regexp-match-indices", "regexp-lookbehind", "regexp-dotall",
    ];

    public static bool IncludesFolder(string path) => !Array.Exists(LaterFolders, folder => path.StartsWith(folder, StringComparison.Ordinal));

    public static bool Includes(TestFile test) => IncludesFolder(test.Path) && !test.Features.Exists(LaterFeatures.Contains);
}
