using Microsoft.Extensions.AI;

namespace AgentFlow.Sandbox;

/// <summary>A tool as scripts see it.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Name">Its name in scripts, after <c>tools.</c>.</param>
internal sealed record ToolBinding(AIFunction Tool, string Name)
{
    /// <summary>Its declaration in TypeScript, with what it is for.</summary>
    public string Declaration { get; } = TypeScriptWriter.Function(Name, Tool.Description, Tool.JsonSchema, Tool.ReturnJsonSchema);

    /// <summary>Gives every tool a name that a script can write: what is no letter, digit or underscore becomes an underscore, and what is taken gets a number.</summary>
    /// <exception cref="ArgumentException">Two tools have the same name.</exception>
    public static IReadOnlyList<ToolBinding> Bind(IReadOnlyList<AIFunction> tools, params IEnumerable<string> taken)
    {
        var names = new HashSet<string>(taken, StringComparer.Ordinal) { "__proto__" };
        var originals = new HashSet<string>(StringComparer.Ordinal);
        List<ToolBinding> bindings = [];
        foreach (var tool in tools)
        {
            if (!originals.Add(tool.Name))
                throw new ArgumentException($"Two tools are named '{tool.Name}'. Names must differ, because a script calls a tool by its name.", nameof(tools));
            var wanted = Identifier(tool.Name);
            var name = wanted;
            for (var n = 2; !names.Add(name); n++)
                name = $"{wanted}_{n}";
            bindings.Add(new ToolBinding(tool, name));
        }
        return bindings;
    }

    private static string Identifier(string name)
    {
        var text = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_'));
        return text.Length == 0 || char.IsAsciiDigit(text[0]) ? "_" + text : text;
    }
}
