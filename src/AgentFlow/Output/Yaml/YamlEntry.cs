namespace AgentFlow.Output.Yaml;

/// <summary>A key of a mapping, where it stands, and its value.</summary>
internal sealed record YamlEntry(string Key, int Line, int Column, YamlNode Value);
