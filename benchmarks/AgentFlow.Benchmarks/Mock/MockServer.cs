using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace AgentFlow.Benchmarks.Mock;

/// <summary>
/// A model server without a model: reads of a request only how many tool results stand behind the last user message, and answers with
/// bytes that were made beforehand. What it does is named by the path before <c>/chat/completions</c>.
/// </summary>
internal static class MockServer
{
    /// <summary>A request's end is all that is looked at; the results of one run fit into this.</summary>
    private const int TailLength = 16 * 1024;

    private static readonly byte[] Final = MockAnswers.Final();
    private static readonly byte[][] ToolCalls = [.. Enumerable.Range(1, MockPaths.MostToolTurns).Select(MockAnswers.ToolCall)];
    private static readonly byte[][] Chunks = MockAnswers.Chunks(MockPaths.ChunkCount);
    private static readonly byte[] ChunksAtOnce = [.. Chunks.SelectMany(c => c)];

    /// <summary>Serves until standard input ends, which it does when the process that started this one is gone.</summary>
    public static async Task<int> RunAsync(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore()
            .UseSockets(o => o.UnsafePreferInlineScheduling = true)
            .ConfigureKestrel(o => o.Listen(IPAddress.Loopback, port));
        await using var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        await Console.Out.WriteLineAsync(app.Urls.Single());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var toolResults = await CountToolResultsAsync(context.Request.BodyReader);
        var response = context.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        var path = context.Request.Path.Value.AsSpan();
        if (path.StartsWith(MockPaths.Flushed))
        {
            foreach (var chunk in Chunks)
                await response.BodyWriter.WriteAsync(chunk);
            return;
        }
        var body = path.StartsWith(MockPaths.AtOnce) ? ChunksAtOnce
            : toolResults < MockPaths.ToolTurnsOf(path) ? ToolCalls[toolResults]
            : Final;
        await response.BodyWriter.WriteAsync(body);
    }

    private static async ValueTask<int> CountToolResultsAsync(PipeReader body)
    {
        while (true)
        {
            var read = await body.ReadAsync();
            var buffer = read.Buffer;
            if (read.IsCompleted)
            {
                var count = CountToolResults(buffer.Slice(Math.Max(0, buffer.Length - TailLength)));
                body.AdvanceTo(buffer.End);
                return count;
            }
            body.AdvanceTo(buffer.GetPosition(Math.Max(0, buffer.Length - TailLength)), buffer.End);
        }
    }

    private static int CountToolResults(ReadOnlySequence<byte> tail)
    {
        var rented = ArrayPool<byte>.Shared.Rent(TailLength);
        tail.CopyTo(rented);
        ReadOnlySpan<byte> text = rented.AsSpan(0, (int)tail.Length);
        var count = 0;
        for (var at = text.LastIndexOf("\"role\":\""u8); at >= 0; at = text.LastIndexOf("\"role\":\""u8))
        {
            var role = text[(at + 8)..];
            if (role.StartsWith("user"u8))
                break;
            count += role.StartsWith("tool"u8) ? 1 : 0;
            text = text[..at];
        }
        ArrayPool<byte>.Shared.Return(rented);
        return count;
    }
}
