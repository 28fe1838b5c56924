namespace AgentFlow.Sqlite.Driver;

internal static partial class Schema
{
    // One row in an encrypted file, none in any other. The index finds out who else has a run's instructions when the run is deleted.
    private const string Version3 = """
        CREATE TABLE sealing(
          salt BLOB NOT NULL,
          proof BLOB NOT NULL);
        CREATE INDEX events_of_content ON events(content) WHERE content IS NOT NULL;
        """;
}
