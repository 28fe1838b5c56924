using System.Text.Json.Nodes;
using AgentFlow.Models.Offline.Mentions;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>A value found for a parameter: where it stood in the text and how well it fitted. Position -1 means that it was not in the text.</summary>
internal sealed record Value(JsonNode Node, int Position, double Score, Mention? Source = null);
