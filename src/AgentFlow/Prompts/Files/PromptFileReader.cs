using System.Text;
using System.Text.Json;
using AgentFlow.JsonSchema;
using AgentFlow.Output.Yaml;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Prompts;

/// <summary>Reads one prompt file: the front matter between two <c>---</c> lines, and the body with or without roles.</summary>
internal sealed class PromptFileReader
{
    private const string RoleMark = "## ";
    private const string MessagesRole = "messages";

    private static readonly string[] Keys = ["name", "description", "model", "temperature", "format", "input", "output", "examples"];

    private readonly string _text;
    private readonly string _source;
    private readonly Func<string, string>? _readBeside;
    private string _name = string.Empty;

    private PromptFileReader(string text, string source, Func<string, string>? readBeside)
    {
        _text = text.ReplaceLineEndings("\n");
        _source = source;
        _readBeside = readBeside;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="text">What it contains.</param>
    /// <param name="source">What to call it in errors.</param>
    /// <param name="defaultName">Its name when the front matter gives none.</param>
    /// <param name="readBeside">Reads the file of examples by its path from here; null where there are no files.</param>
    public static NamedPrompt Read(string text, string source, string defaultName, Func<string, string>? readBeside) =>
        new PromptFileReader(text, source, readBeside).Read(defaultName);

    private NamedPrompt Read(string defaultName)
    {
        var (values, bodyLine) = FrontMatter.Read(_text, Fail);
        foreach (var value in values.Where(v => !Keys.Contains(v.Key)))
            throw Fail(value.Line + 1, value.Column, $"'{value.Key}' is no key of a prompt file.{Nearest(value.Key)} Keys: {string.Join(", ", Keys)}.");
        _name = Text(values, "name") ?? defaultName;
        var format = ReadFormat(values);
        var sections = ReadSections(bodyLine);
        var parts = sections.ConvertAll(s => ReadPart(s, format));
        var template = sections is [{ Role: null } only] ? Parse(only.Text, only.Line, format) : null;
        var chat = template is null ? new ChatPromptTemplate(parts) : new ChatPromptTemplate((ChatRole.User, template));
        return new NamedPrompt
        {
            Name = _name,
            Description = Text(values, "description"),
            Model = Text(values, "model"),
            Temperature = Temperature(values),
            InputSchema = ReadSchema(values, "input", chat),
            OutputSchema = ReadSchema(values, "output", null),
            Source = _source,
            Text = _text,
            Plain = template,
            Chat = AddExamples(values, chat, template),
        };
    }

    private PromptFormat ReadFormat(IReadOnlyList<YamlEntry> values)
    {
        var name = Text(values, "format");
        return name is null ? PromptFormat.FString
            : !char.IsAsciiDigit(name.FirstOrDefault()) && Enum.TryParse<PromptFormat>(name, ignoreCase: true, out var format) ? format
            : throw Fail(Find(values, "format")!, $"'{name}' is no format of templates. Formats: {string.Join(", ", Enum.GetNames<PromptFormat>().Select(n => n.ToLowerInvariant()))}.");
    }

    private float? Temperature(IReadOnlyList<YamlEntry> values)
    {
        if (Find(values, "temperature") is not { } value)
            return null;
        return value.Value.ToJson() is { ValueKind: JsonValueKind.Number } number && number.GetDouble() is >= 0 and <= 2 and var temperature ? (float)temperature
            : throw Fail(value, $"The temperature is '{value.Value.ToJson()}', and must be a number from 0 to 2.");
    }

    private JsonElement? ReadSchema(IReadOnlyList<YamlEntry> values, string key, ChatPromptTemplate? template)
    {
        if (Find(values, key) is not { } value)
            return null;
        if (value.Value.Entries is null)
            throw Fail(value, $"The {key} schema must be a JSON schema: a mapping such as 'type: object' and 'properties: ...', or an object in JSON.");
        var schema = value.Value.ToJson();
        try
        {
            CompiledSchema.Compile(schema);
        }
        catch (SchemaException error)
        {
            throw Fail(value, $"The {key} schema is not valid: {error.Message}");
        }
        if (value.Value.Find("properties")?.Entries is { } properties && template?.InputVariables.FirstOrDefault(v => !properties.Any(p => p.Key == v)) is { } missing)
            throw Fail(value, $"The body uses '{missing}', which is not among the properties of the {key} schema: {string.Join(", ", properties.Select(p => p.Key))}.");
        return schema;
    }

    /// <summary>The body's sections; one without a role where it has none.</summary>
    private List<Section> ReadSections(int bodyLine)
    {
        var sections = new List<Section>();
        string? role = null;
        var (start, text, line) = (bodyLine, new StringBuilder(), bodyLine);
        foreach (var content in _text.Split('\n').Skip(bodyLine - 1))
        {
            if (RoleOf(content, line) is { } next)
            {
                End(role, start, text, sections);
                (role, start) = (next, line + 1);
                text.Clear();
            }
            else
            {
                text.Append(content.StartsWith(@"\" + RoleMark, StringComparison.Ordinal) ? content.AsSpan(1) : content).Append('\n');
            }
            line++;
        }
        End(role, start, text, sections);
        return sections.Count > 0 ? sections : throw Fail(bodyLine, 1, "The prompt has no body. Write the text below the front matter.");
    }

    private void End(string? role, int start, StringBuilder text, List<Section> sections)
    {
        var body = text.ToString();
        var content = body.Trim('\n');
        var line = start + body.Length - body.TrimStart('\n').Length;
        if (role is null && sections.Count == 0 && content.AsSpan().Trim().IsEmpty)
            return;
        if (role is not null && sections is [{ Role: null } outside])
            throw Fail(outside.Line, 1, "Text stands before the first role. Put it under one: '## system', '## user' or '## assistant'.");
        sections.Add(new(role, content, line));
    }

    /// <summary>The role that a line begins: system, user, assistant, or messages with a variable's name. Other headings are text.</summary>
    private string? RoleOf(string content, int line)
    {
        if (!content.StartsWith(RoleMark, StringComparison.Ordinal))
            return null;
        var heading = content[RoleMark.Length..].Trim();
        if (heading.ToLowerInvariant() is "system" or "user" or "assistant")
            return heading.ToLowerInvariant();
        if (!heading.StartsWith(MessagesRole + " ", StringComparison.OrdinalIgnoreCase))
            return null;
        var variable = heading[MessagesRole.Length..].Trim();
        return variable.TrimEnd('?') is { Length: > 0 } name && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-')
            ? MessagesRole + " " + variable
            : throw Fail(line, RoleMark.Length + MessagesRole.Length + 2, $"'{variable}' is no variable. Write '## messages history', or '## messages history?' for one that may be left out.");
    }

    private ChatPromptPart ReadPart(Section section, PromptFormat format)
    {
        if (section.Role?.StartsWith(MessagesRole, StringComparison.Ordinal) == true)
        {
            if (section.Text.Length > 0)
                throw Fail(section.Line, 1, $"Text stands under '## {section.Role}', where messages are put. Begin a role for it.");
            var variable = section.Role[(MessagesRole.Length + 1)..];
            return new MessagesPlaceholder(variable.TrimEnd('?')) { IsOptional = variable.EndsWith('?') };
        }
        return new ChatMessageTemplate(new ChatRole(section.Role ?? ChatRole.User.Value), Parse(section.Text, section.Line, format));
    }

    private PromptTemplate Parse(string text, int line, PromptFormat format)
    {
        try
        {
            return PromptTemplate.Parse(text, format).Named(_name);
        }
        catch (PromptSyntaxException error)
        {
            throw Fail(line + error.Line - 1, error.Column, error.Problem);
        }
    }

    /// <summary>Puts the examples, each as a question in the form of the last user message and its answer, before that message.</summary>
    private ChatPromptTemplate AddExamples(IReadOnlyList<YamlEntry> values, ChatPromptTemplate chat, PromptTemplate? plain)
    {
        if (Find(values, "examples") is not { } value)
            return chat;
        var last = chat.Parts.OfType<ChatMessageTemplate>().LastOrDefault(p => p.Role == ChatRole.User);
        if (last is null || plain is not null)
            throw Fail(value, "Examples need a '## user' section, in whose form their questions are put.");
        var path = Text(values, "examples") ?? throw Fail(value, "The examples must be a file's path.");
        if (_readBeside is null)
            throw Fail(value, "Examples are read from a file beside the prompt; this prompt was not read from a folder.");
        var examples = ExampleFile.Read(_readBeside, path, last, problem => Fail(value, problem));
        return new ChatPromptTemplate(chat.Parts.TakeWhile(p => p != last).Concat(examples.Select(m => (ChatPromptPart)m)).Concat(chat.Parts.SkipWhile(p => p != last)));
    }

    /// <summary>The entry of a key, unless its value was left empty.</summary>
    private static YamlEntry? Find(IReadOnlyList<YamlEntry> values, string key) => values.FirstOrDefault(v => v.Key == key && !v.Value.IsNull);

    private string? Text(IReadOnlyList<YamlEntry> values, string key) => Find(values, key) is not { } value ? null
        : value.Value.Text?.Trim() ?? throw Fail(value, $"'{key}' must be a text, and is {(value.Value.Items is null ? "a mapping" : "a list")}.");

    private static string Nearest(string key) =>
        Keys.MinBy(k => EditDistance.Between(k, key)) is { } nearest && EditDistance.Between(nearest, key) <= 2 ? $" Did you mean '{nearest}'?" : string.Empty;

    /// <summary>The front matter's lines are counted behind its first fence.</summary>
    private PromptFileException Fail(YamlEntry at, string problem) => Fail(at.Value.Line + 1, at.Value.Column, problem);

    private PromptFileException Fail(int line, int column, string problem) => new([new() { Source = _source, Line = line, Column = column, Message = problem }]);

    private sealed record Section(string? Role, string Text, int Line);
}
