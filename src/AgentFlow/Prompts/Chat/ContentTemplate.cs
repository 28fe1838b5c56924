using AgentFlow.Prompts.Formats;
using Microsoft.Extensions.AI;

namespace AgentFlow.Prompts;

/// <summary>A piece of a message: text with variables, or an image or data that a variable holds.</summary>
public abstract class ContentTemplate
{
    private protected ContentTemplate()
    {
    }

    /// <summary>The names that need a value, in the order of their first use.</summary>
    public abstract IReadOnlyList<string> InputVariables { get; }

    /// <summary>All names that it makes use of.</summary>
    internal virtual IReadOnlyList<string> Variables => InputVariables;

    /// <summary>Text with variables.</summary>
    /// <param name="text">The template.</param>
    public static ContentTemplate Text(PromptTemplate text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new TextTemplate(text);
    }

    /// <summary>Text with variables, an f-string.</summary>
    /// <param name="text">The template's text.</param>
    public static ContentTemplate Text(string text) => Text(PromptTemplate.Parse(text));

    /// <summary>An image. See <see cref="Data"/> for what the value may be; the kind of image is found from its first bytes.</summary>
    /// <param name="variable">The variable that holds it.</param>
    public static ContentTemplate Image(string variable) => Data(variable, DataTemplate.AnyImage);

    /// <summary>Data of any kind.</summary>
    /// <param name="variable">
    /// The variable that holds it: bytes (<c>byte[]</c> or <c>ReadOnlyMemory&lt;byte&gt;</c>), an address (a <see cref="Uri"/> or its text; <c>data:</c>
    /// addresses are unpacked), or any <see cref="AIContent"/> as it is.
    /// </param>
    /// <param name="mediaType">What it is, such as <c>audio/wav</c>.</param>
    public static ContentTemplate Data(string variable, string mediaType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(variable);
        ArgumentException.ThrowIfNullOrWhiteSpace(mediaType);
        return new DataTemplate(string.Intern(variable), mediaType);
    }

    internal abstract AIContent Render(in PromptValues values);
}
