using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentFlow.Models.Tests;

/// <summary>A server on the loopback interface that answers as the test says and remembers what it was asked.</summary>
public sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ModelServer(WebApplication app) => _app = app;

    public ConcurrentQueue<RecordedRequest> Requests { get; } = new();

    public Uri Url => new(_app.Urls.First());

    public Uri V1 => new(Url, "v1");

    public static async Task<ModelServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(static options => options.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new ModelServer(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var headers = context.Request.Headers.ToDictionary(static h => h.Key, static h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            var body = await reader.ReadToEndAsync();
            server.Requests.Enqueue(new(context.Request.Method, context.Request.Path + context.Request.QueryString, headers, body));
            context.Items["body"] = body;
            await answer(context);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>A server that gives the same answer to everything.</summary>
    public static Task<ModelServer> StartAsync(int status, string body, string contentType = "application/json", params (string Name, string Value)[] headers) =>
        StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            foreach (var (name, value) in headers)
                context.Response.Headers[name] = value;
            await context.Response.WriteAsync(body);
        });

    /// <summary>The JSON that a request carried.</summary>
    public static JsonElement BodyOf(HttpContext context) => JsonElement.Parse((string)context.Items["body"]!);

    public static Task<ModelServer> StreamingAsync(string body) => StartAsync(200, body, "text/event-stream");

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

public sealed record RecordedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
