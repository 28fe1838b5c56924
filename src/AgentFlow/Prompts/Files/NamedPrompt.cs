using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Prompts;

/// <summary>A prompt with a name, as a <c>*.prompt.md</c> file has it: the template, and what its author says of it. Never changes.</summary>
public sealed class NamedPrompt
{
    internal NamedPrompt()
    {
    }

    /// <summary>The name by which it is found and replaced.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    /// <value>Null when the file does not say.</value>
    public string? Description { get; init; }

    /// <summary>The model that it was written for.</summary>
    /// <value>Null for any.</value>
    public string? Model { get; init; }

    /// <summary>The temperature to ask with, from 0 to 2.</summary>
    /// <value>Null for the model's own.</value>
    public float? Temperature { get; init; }

    /// <summary>The JSON schema of its variables.</summary>
    /// <value>Null when the file has none.</value>
    public JsonElement? InputSchema { get; init; }

    /// <summary>The JSON schema of the answer.</summary>
    /// <value>Null for text.</value>
    public JsonElement? OutputSchema { get; init; }

    /// <summary>Where it is from: a file's path, the name of an embedded file, or <c>code</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The file as it was read.</summary>
    public required string Text { get; init; }

    /// <summary>The messages. A body without roles is one message of the user.</summary>
    public required ChatPromptTemplate Chat { get; init; }

    /// <summary>The text of a body without roles.</summary>
    /// <exception cref="InvalidOperationException">The prompt has roles; use <see cref="Chat"/>.</exception>
    public PromptTemplate Template =>
        Plain ?? throw new InvalidOperationException($"Prompt '{Name}' has roles ({Source}), so that it is messages and no single text. Use its {nameof(Chat)}, or take the '## ' lines out of it.");

    /// <summary>Whether the body is one text without roles, so that <see cref="Template"/> can be used.</summary>
    public bool IsText => Plain is not null;

    internal PromptTemplate? Plain { get; init; }

    /// <summary>A prompt made in code, to replace one by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="template">The text.</param>
    /// <param name="description">What it is for.</param>
    public static NamedPrompt Create(string name, PromptTemplate template, string? description = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(template);
        template = template.Named(name);
        return new() { Name = name, Description = description, Source = "code", Text = template.Text, Plain = template, Chat = new((ChatRole.User, template)) };
    }

    /// <summary>Reads a prompt in the form of a <c>*.prompt.md</c> file.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">Its name where the front matter gives none.</param>
    /// <exception cref="PromptFileException">The text is no prompt; says where.</exception>
    public static NamedPrompt Parse(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return PromptFileReader.Read(text, name, name, null);
    }

    /// <summary>What the file says of the call: model, temperature, and the output schema as the answer's format.</summary>
    public ChatOptions CreateChatOptions() => new()
    {
        ModelId = Model,
        Temperature = Temperature,
        ResponseFormat = OutputSchema is { } schema ? ChatResponseFormat.ForJsonSchema(schema, Name.Replace('.', '_')) : null,
    };
}
