using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace AgentFlow.Prompts;

/// <summary>
/// Prompts by name. Never changes: <see cref="With(IEnumerable{NamedPrompt})"/> makes a library in which prompts are replaced. Everything that
/// AgentFlow itself says to a model is in <see cref="BuiltIn"/>.
/// </summary>
public sealed class PromptLibrary : IReadOnlyCollection<NamedPrompt>
{
    private const string Extension = ".prompt.md";

    private static readonly Lazy<PromptLibrary> OfThisAssembly = new(() => FromResources(typeof(PromptLibrary).Assembly));

    private readonly SortedDictionary<string, NamedPrompt> _prompts = new(StringComparer.Ordinal);

    /// <summary>Makes a library.</summary>
    /// <param name="prompts">The prompts. Of several with one name the last counts.</param>
    public PromptLibrary(params IEnumerable<NamedPrompt> prompts)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        foreach (var prompt in prompts)
            _prompts[prompt.Name] = prompt;
    }

    /// <summary>The prompts that this assembly itself uses, read from its embedded files when they are first asked for.</summary>
    public static PromptLibrary BuiltIn => OfThisAssembly.Value;

    /// <inheritdoc/>
    public int Count => _prompts.Count;

    /// <summary>The names, sorted.</summary>
    public IReadOnlyCollection<string> Names => _prompts.Keys;

    /// <summary>A prompt by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="PromptNotFoundException">There is none; names the nearest and all.</exception>
    public NamedPrompt this[string name] => TryGet(name, out var prompt) ? prompt : throw new PromptNotFoundException(name, [.. Names]);

    /// <summary>Reads all <c>*.prompt.md</c> files of a folder and its subfolders. A file is named by its front matter, else by its file name.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="PromptFileException">Files cannot be used; reports all of them.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static PromptLibrary Load(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder '{folder}' to read prompts from. Make it, or give the path of another.");
        var files = Directory.EnumerateFiles(folder, "*" + Extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return Read(files, f => f, File.ReadAllText, f => path => File.ReadAllText(Path.Combine(Path.GetDirectoryName(f)!, path)));
    }

    /// <summary>Reads the <c>*.prompt.md</c> files that are embedded in an assembly.</summary>
    /// <param name="assembly">The assembly. The name of a resource ends in the name of the prompt and <c>.prompt.md</c>.</param>
    /// <exception cref="PromptFileException">Files cannot be used; reports all of them.</exception>
    public static PromptLibrary FromResources(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var names = assembly.GetManifestResourceNames().Where(n => n.EndsWith(Extension, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return Read(names, n => $"{n} in {assembly.GetName().Name}", ReadResource, _ => null);

        string ReadResource(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }
    }

    /// <summary>A library with these prompts as well, in place of those with the same names.</summary>
    /// <param name="prompts">Prompts, or another library.</param>
    public PromptLibrary With(params IEnumerable<NamedPrompt> prompts)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        return new(_prompts.Values.Concat(prompts));
    }

    /// <summary>Finds a prompt.</summary>
    /// <param name="name">The name.</param>
    /// <param name="prompt">The prompt of that name.</param>
    public bool TryGet(string name, [MaybeNullWhen(false)] out NamedPrompt prompt)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _prompts.TryGetValue(name, out prompt);
    }

    /// <summary>The text of a prompt of this library, or of the built-in one of that name.</summary>
    /// <exception cref="ArgumentException">The prompt uses variables that the built-in one is not given.</exception>
    internal PromptTemplate TemplateOf(string name)
    {
        if (ReferenceEquals(this, BuiltIn) || !TryGet(name, out var prompt))
            return BuiltIn[name].Template;
        return FindProblems(name, prompt.Template).FirstOrDefault() is not { } problem ? prompt.Template
            : throw new ArgumentException($"{problem} It is from {prompt.Source}.");
    }

    /// <summary>What keeps a template from standing in for a built-in one: variables that it will not be given.</summary>
    internal static IEnumerable<string> FindProblems(string name, PromptTemplate template)
    {
        var given = BuiltIn[name].Template.InputVariables;
        return template.InputVariables.Except(given).Select(v =>
            $"Prompt '{name}' uses '{{{v}}}', which it is not given. {(given.Count == 0 ? "It is given nothing." : $"It is given: {string.Join(", ", given)}.")}");
    }

    /// <summary>The prompts in the order of their names.</summary>
    public IEnumerator<NamedPrompt> GetEnumerator() => _prompts.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static PromptLibrary Read(IEnumerable<string> paths, Func<string, string> source, Func<string, string> read, Func<string, Func<string, string>?> beside)
    {
        var found = new Dictionary<string, NamedPrompt>(StringComparer.Ordinal);
        var problems = new List<PromptProblem>();
        foreach (var path in paths)
        {
            try
            {
                var prompt = PromptFileReader.Read(read(path), source(path), Path.GetFileName(path)[..^Extension.Length], beside(path));
                if (!found.TryAdd(prompt.Name, prompt))
                    problems.Add(new() { Source = source(path), Line = 1, Column = 1, Message = $"The name '{prompt.Name}' is taken by {found[prompt.Name].Source}. Names must differ." });
            }
            catch (PromptFileException error)
            {
                problems.AddRange(error.Problems);
            }
        }
        return problems.Count == 0 ? new(found.Values) : throw new PromptFileException(problems);
    }
}
