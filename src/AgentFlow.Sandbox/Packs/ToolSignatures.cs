using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgentFlow.Sandbox.Packs;

/// <summary>
/// Signatures of tools in a file: an object with the name of each tool and <c>sha256:</c> with the hash of its files. A file named <see cref="FileName"/> among the tools
/// is checked when they are loaded; it finds accidents. Who wants to pin what may run keeps the file elsewhere and gives it to <see cref="ToolPackOptions.AllowedSignatures"/>.
/// </summary>
public static class ToolSignatures
{
    /// <summary>The name of the file that is looked for among the tools.</summary>
    public const string FileName = "signatures.json";

    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a file of signatures.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="FormatException">It is no object of texts.</exception>
    public static IReadOnlyDictionary<string, string> Read(string file)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            return document.RootElement.EnumerateObject().ToDictionary(static p => p.Name, static p => p.Value.GetString()!, StringComparer.Ordinal);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"The file '{file}' has no signatures in it. Make it anew: an object with the name of each tool and its signature. {error.Message}", error);
        }
    }

    /// <summary>Writes the signatures of tools as they were loaded, sorted by name.</summary>
    /// <param name="pack">The tools.</param>
    /// <param name="file">The file; it is overwritten.</param>
    public static void Write(ToolPack pack, string file)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
        {
            writer.WriteStartObject();
            foreach (var manifest in pack.Manifests.OrderBy(static m => m.Name, StringComparer.Ordinal))
                writer.WriteString(manifest.Name, manifest.Signature);
            writer.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
        File.WriteAllText(file, Encoding.UTF8.GetString(stream.ToArray()));
    }
}
