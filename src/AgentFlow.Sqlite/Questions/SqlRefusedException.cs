namespace AgentFlow.Sqlite.Questions;

/// <summary>A statement of the model was not run, or stopped; the message says why, in words for the model.</summary>
internal sealed class SqlRefusedException(string message) : Exception(message);
