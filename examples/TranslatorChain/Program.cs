using AgentFlow.Chains;
using AgentFlow.Models;
using AgentFlow.Prompts;
using Microsoft.Extensions.AI;
using TranslatorChain;

// Translates, and translates back as a check: `TranslatorChain [--to German] [--model ollama/llama3.2] "good morning my friend"`.
// With no model named a phrase book of a few words stands in for one, so that it runs offline.
var language = Option("--to") ?? "French";
var text = args.Where((a, i) => !a.StartsWith("--", StringComparison.Ordinal) && (i == 0 || !args[i - 1].StartsWith("--", StringComparison.Ordinal))).FirstOrDefault()
    ?? "good morning my friend";
using var model = Option("--model") is { } name ? ModelClient.Create(name) : new PhraseBook();

var translate = (ChatPromptTemplate.For<Request>(
    (ChatRole.System, "Translate into {Language}. Answer with the translation only."),
    (ChatRole.User, "{Text}")) | model).AsText().WithRetry(new() { MaxAttempts = 2 }).WithConfig("translate");

try
{
    // The pieces arrive as the model says them.
    Console.Write($"{language}: ");
    var translated = "";
    await foreach (var update in translate.StreamAsync(new Request(text, language)))
    {
        Console.Write(update.TextDelta);
        translated = update.IsFinal ? update.Value : translated;
    }

    // A chain of two: forth and back, and both results in one record.
    var check = translate.Assign(
        Chain.From((string words) => new Request(words, "English")).Then(translate),
        (words, back) => new Check(words, back));
    var result = await check.InvokeAsync(new Request(text, language));
    Console.WriteLine($"\nBack: {result.Back}");

    // Several languages at once; one that fails does not stop the others.
    string[] languages = ["French", "German"];
    var all = await translate.BatchAsync(languages.Select(l => new Request(text, l)), maxConcurrency: 2);
    foreach (var (to, one) in languages.Zip(all))
        Console.WriteLine($"{to}: {(one.IsSuccess ? one.Value : one.Error.Message)}");
}
catch (ChainException error)
{
    Console.Error.WriteLine(error.Message);
}

string? Option(string option) => Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

namespace TranslatorChain
{
    internal sealed record Request(string Text, string Language);

    internal sealed record Check(string Translated, string Back);
}
