using System.Text.Json;
namespace AgentFlow.JsonSchema;
/// <summary>x</summary>
public interface ISchemaValidator {
/// <summary>x</summary>
IReadOnlyList<SchemaError> Validate(JsonElement instance, int maxErrors = 8); }
/// <summary>x</summary>
public sealed class CompiledSchema : ISchemaValidator {
/// <summary>x</summary>
 public static CompiledSchema Compile(JsonElement schema) => new();
/// <summary>x</summary>
 public IReadOnlyList<SchemaError> Validate(JsonElement instance, int maxErrors = 8) => []; }
/// <summary>x</summary>
public sealed class SchemaError {
/// <summary>x</summary>
public string Message { get; init; } = ""; }
