using System.Text.Json.Nodes;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>
/// Asks a database, reading only: a grant of <see cref="SandboxGrants.Sql"/>. Whoever offers one sees to it that no statement can do anything but read, within limits
/// of rows, bytes and time. AgentFlow.Sqlite has one: <c>new ReadOnlyDatabase(path).QueryAsync</c>.
/// </summary>
/// <param name="statement">One statement, written by the tool or by whoever called it.</param>
/// <param name="parameters">Values for its parameters, in order; they are bound, never put into the text.</param>
/// <param name="cancellationToken">Gives up.</param>
/// <returns>What the script sees: the rows as JSON. What it should know of a failure is a <see cref="AgentFlow.Tools.ToolException"/>.</returns>
public delegate ValueTask<JsonNode?> SqlQuery(string statement, IReadOnlyList<JsonNode?> parameters, CancellationToken cancellationToken);
