using System.Text.Json;
using AgentFlow.JsonSchema.Compilation;
using AgentFlow.JsonSchema.Dialects;

namespace AgentFlow.JsonSchema.Grammar;

/// <summary>The texts that match a schema, as a pushdown automaton over UTF-8 bytes and as a grammar for llama.cpp.</summary>
/// <remarks>
/// Thread-safe. What the grammar lets through is JSON that matches the schema, in one form: no white space but one space behind a comma or colon, properties in the order of the
/// schema, no escapes but those that must be. Where it lets less through than the schema, in other ways than these, <see cref="Losses"/>
/// says so.
/// </remarks>
public sealed class SchemaGrammar
{
    private readonly Dictionary<string, Expression> _rules;
    private readonly GrammarState _start;

    private SchemaGrammar(Dictionary<string, Expression> rules, IReadOnlyList<SchemaLoss> losses)
    {
        _rules = rules;
        _start = new GrammarState(new Automaton(rules).Start);
        Losses = losses;
    }

    /// <summary>Where the grammar lets less through than the schema; all are <see cref="SchemaLossKind.Narrowed"/>.</summary>
    public IReadOnlyList<SchemaLoss> Losses { get; }

    /// <summary>Makes the grammar of a schema.</summary>
    /// <param name="schema">A schema of draft 2020-12 whose references are JSON pointers into itself.</param>
    /// <exception cref="SchemaException">The schema does not compile.</exception>
    /// <exception cref="SchemaGrammarException">The schema says what no grammar can, or nothing matches it.</exception>
    public static SchemaGrammar Compile(JsonElement schema)
    {
        CompiledSchema.Compile(schema);
        LoneSurrogates.ThrowIfIn(schema);
        var builder = new GrammarBuilder(schema.Clone());
        var rules = Pruning.Prune(builder.Build());
        return rules.Count > 0 ? new SchemaGrammar(rules, builder.Losses)
            : throw new SchemaGrammarException("", "type", "no value matches the schema. Loosen what it requires.");
    }

    /// <summary>The state before the first byte.</summary>
    public GrammarState Start() => _start;

    /// <summary>The same grammar as text in llama.cpp's GBNF, its first rule named <c>root</c>.</summary>
    public string ToGbnf() => GbnfWriter.Write(_rules);
}
