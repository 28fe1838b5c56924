#pragma warning disable
using Microsoft.Extensions.AI;
namespace AgentFlow.Models;
public static class ModelClient { public static IChatClient Create(string m) => m == "offline" ? new Offline.OfflineChatClient() : throw new ArgumentException(m); public static IChatClient Create(Microsoft.Extensions.Configuration.IConfiguration c) => Create(c["AgentFlow:Model"] ?? "offline");
 public static IReadOnlyList<ModelProvider> Providers => []; }
public sealed record ModelProvider { public string Name => ""; public string Description => ""; public string? KeyVariable => null; }
