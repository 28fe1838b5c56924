namespace AgentFlow.Models.Offline.Answers;

/// <summary>An earlier question put together with the message that may answer what was <see cref="Asked"/> back about it.</summary>
internal sealed record Continuation(string Text, string Asked);
