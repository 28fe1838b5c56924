using System.Text.Json.Nodes;
using AgentFlow.JavaScript;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Permissions;

/// <summary><c>sql.query(database, statement, [values])</c>: asks one of the databases that were granted by name.</summary>
internal sealed class SqlCapability(IReadOnlyDictionary<string, SqlQuery> databases) : ICapability
{
    public string Name => "sql";

    public static SqlCapability Create(PermissionReader reader, IReadOnlyDictionary<string, SqlQuery> granted)
    {
        var asked = reader.Texts() ?? [.. granted.Keys];
        for (var i = 0; i < asked.Count; i++)
        {
            if (!granted.ContainsKey(asked[i]))
                reader.Problem($"Database '{asked[i]}' is not granted. Add it to {nameof(SandboxGrants)}.{nameof(SandboxGrants.Sql)}, which has: {string.Join(", ", granted.Keys)}.", $"/{i}");
        }
        return new SqlCapability(granted.Where(g => asked.Contains(g.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal));
    }

    public void AddTo(ScriptHost host) => host.AddFunction("sql.query", async (call, cancellationToken) =>
    {
        var sandbox = (SandboxCall)call.State!;
        var name = Arguments.Text(call, 0, "the name of a database");
        var statement = Arguments.Text(call, 1, "a statement");
        IReadOnlyList<JsonNode?> parameters = call[2] switch
        {
            null => [],
            JsonArray values => [.. values],
            _ => throw new ScriptHostException("The values of sql.query must be a list, in the order of the statement's parameters."),
        };
        if (!databases.TryGetValue(name, out var query))
        {
            sandbox.Record(Name, name, "refused: not granted");
            throw new ScriptHostException($"Database '{name}' is not there for this tool. It may ask: {string.Join(", ", databases.Keys)}.");
        }
        try
        {
            var rows = await query(statement, parameters, cancellationToken).ConfigureAwait(false);
            sandbox.Record(Name, $"{name}: {statement}", "ok");
            return rows;
        }
        catch (ToolException error)
        {
            sandbox.Record(Name, $"{name}: {statement}", "refused: " + error.Message);
            throw new ScriptHostException(error.Message, error);
        }
    });
}
