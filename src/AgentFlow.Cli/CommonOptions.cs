using System.CommandLine;
using AgentFlow.Agents;
using AgentFlow.Models;
using AgentFlow.Sqlite;
using AgentFlow.Tools;

namespace AgentFlow.Cli;

/// <summary>What several commands take, and the agent that comes of it.</summary>
internal sealed class CommonOptions
{
    public Option<string?> Model { get; } = new("--model", "-m") { Description = "Provider and model, such as ollama/llama3.2 or openai/gpt-4o-mini; by default $AGENTFLOW_MODEL, else offline.", HelpName = "provider/model" };

    public Option<string> Db { get; } = new("--db") { Description = "The journal's file, made when it is missing.", HelpName = "file", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("AGENTFLOW_DB") ?? "agentflow.db" };

    public Option<string> Session { get; } = new("--session", "-s") { Description = "The conversation to continue.", HelpName = "id", DefaultValueFactory = _ => "default" };

    public Option<string> Instructions { get; } = new("--instructions", "-i") { Description = "The system prompt.", HelpName = "text", DefaultValueFactory = _ => CliPrompts.Assistant };

    public static SqliteJournal OpenExisting(string path) => File.Exists(path)
        ? Open(path)
        : throw new ArgumentException($"There is no journal '{path}'. Name it with --db, or make one with: agentflow run \"...\" --db {path}");

    /// <summary>The journal in a file, sealed if $AGENTFLOW_DB_KEY has a key: 32 bytes in base64. Not an option, which every user of the machine could read.</summary>
    public static SqliteJournal Open(string path)
    {
        if (Environment.GetEnvironmentVariable("AGENTFLOW_DB_KEY") is not { Length: > 0 } text)
            return new SqliteJournal(path);
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length)
            ? new SqliteJournal(path, new SqliteJournalOptions { EncryptionKey = key[..length] })
            : throw new ArgumentException("AGENTFLOW_DB_KEY is not base64. It takes a key of 32 bytes, as made by: openssl rand -base64 32");
    }

    /// <summary>The assistant with the built-in tools, on a journal.</summary>
    public static Agent CreateAgent(string? model, string? instructions, SqliteJournal journal) => new(
        ModelClient.Create(model ?? Environment.GetEnvironmentVariable("AGENTFLOW_MODEL") ?? "offline"),
        new AgentOptions
        {
            Name = "assistant",
            Instructions = instructions ?? CliPrompts.Assistant,
            Tools = [CalculatorTool.Create(), UnitConversionTool.Create(), .. DateTimeTools.Create(), .. NotesTools.Create(journal.KeyValues)],
            Journal = journal,
        });
}
