using AgentFlow.Chains;
using AgentFlow.Models;
using AgentFlow.Runs;
using DocumentSummariser;
using Spectre.Console;

// Summarises a long text part by part and then the whole: `DocumentSummariser [file] [--model ollama/llama3.2]`.
// With no model named a picker of sentences stands in for one, so that it runs offline. It is no language model: it copies, and says nothing anew.
var name = Array.IndexOf(args, "--model") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
var file = args.FirstOrDefault(a => !a.StartsWith("--", StringComparison.Ordinal) && a != name) ?? Path.Combine(AppContext.BaseDirectory, "harbour.txt");
if (Console.IsOutputRedirected)
    AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No });
if (!File.Exists(file))
{
    AnsiConsole.MarkupLineInterpolated($"[red]There is no file '{file}'.[/]");
    return 1;
}
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) => { e.Cancel = true; stop.Cancel(); };

using var model = name is null ? new SentencePicker() : ModelClient.Create(name);
var text = await File.ReadAllTextAsync(file);
var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
AnsiConsole.MarkupLineInterpolated($"[grey]{Path.GetFileName(file)}: {words} words. Model: {name ?? "none; an offline picker of sentences stands in for it"}.[/]");

// Small calls show how it works; with a real model the default of 3,000 tokens does.
var chain = SummarizeChain.MapReduce(model, new() { MaxTokens = name is null ? 150 : 3000, MaxConcurrency = 2 });
try
{
    // The bars move until the last call begins to speak; from then on its words are shown.
    IAsyncEnumerator<ChainUpdate<string>>? summary = null;
    await AnsiConsole.Progress().StartAsync(async bars =>
    {
        ProgressTask? bar = null;
        var context = new ChainContext { Listener = Show };
        summary = chain.StreamAsync([Document.FromText(text, file)], context, stop.Token).GetAsyncEnumerator(stop.Token);
        await summary.MoveNextAsync();

        void Show(RunEvent e)
        {
            if (e is not StepProgressed progress)
                return;
            if (progress.Done == 0)
                bar = bars.AddTask(progress.Name == "map" ? $"Reading {progress.Total} parts" : $"Combining into {progress.Total}", maxValue: progress.Total);
            bar!.Value = progress.Done;
        }
    });
    await using (summary)
    {
        do
            Console.Write(summary!.Current.TextDelta);
        while (await summary.MoveNextAsync());
    }
    Console.WriteLine();
    return 0;
}
catch (OperationCanceledException)
{
    AnsiConsole.MarkupLine("[grey]Stopped.[/]");
}
catch (ChainException error)
{
    AnsiConsole.MarkupLineInterpolated($"[red]{error.Message}[/]");
}
return 1;
