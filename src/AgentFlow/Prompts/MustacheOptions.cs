namespace AgentFlow.Prompts;

/// <summary>How a mustache template is read and rendered. Read once, when the template is.</summary>
public sealed class MustacheOptions
{
    /// <summary>The templates that <c>{{&gt;name}}</c> inserts, by name. They are read with the template, and may insert one another.</summary>
    /// <value>Empty.</value>
    public IDictionary<string, string> Partials { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether <c>{{name}}</c> writes <c>&amp;</c>, <c>&lt;</c>, <c>&gt;</c> and <c>"</c> as HTML does, as mustache's specification has it; a prompt is no page.</summary>
    /// <value>False.</value>
    public bool EscapeHtml { get; set; }

    /// <summary>
    /// Whether a variable or a partial that there is not leaves nothing, as mustache's specification has it, in place of an error. Sections need no value
    /// either way: one without is left out.
    /// </summary>
    /// <value>False.</value>
    public bool AllowMissing { get; set; }
}
