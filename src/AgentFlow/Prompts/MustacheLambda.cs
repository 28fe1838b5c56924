namespace AgentFlow.Prompts;

/// <summary>
/// A value that makes a template of its own: behind a section it is given the section's text as written, behind a variable nothing. What it
/// returns is read as a template, so put no user's text into it; a <c>Func&lt;object?&gt;</c> returns a value that is not.
/// </summary>
/// <param name="text">The section's text, unread; empty for a variable.</param>
/// <returns>A mustache template, rendered in its place.</returns>
public delegate string MustacheLambda(string text);
